package io.commonwatt.app;

import io.commonwatt.app.backtest.CalibrationReport;
import io.commonwatt.forecasting.backtest.CalibrationStudy;
import io.commonwatt.forecasting.backtest.CalibrationStudy.Found;
import io.commonwatt.forecasting.backtest.DayAhead;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.data.DataSet;
import io.commonwatt.forecasting.backtest.data.DataSetException;
import io.commonwatt.forecasting.backtest.data.DataSets;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.forecasting.backtest.learnt.BlendForecaster;
import io.commonwatt.forecasting.backtest.learnt.LinearForecaster;
import io.commonwatt.forecasting.boost.Boosting;
import io.commonwatt.forecasting.model.LinearPinball;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the 90 % bands hold, before and after calibration. */
@Command(
    name = "calibration",
    mixinStandardHelpOptions = true,
    description =
        "Say what share of the truths the 90 %% bands hold after four weeks of calibration: over all, "
            + "by hour of day, by size and by series and month (docs/forecasting.md).")
final class ForecastCalibrationCommand implements Callable<Integer> {

  /** Part of the work between two lines of progress, percent. */
  private static final int PROGRESS_PERCENT = 10;

  /** Where the PV farm of a published set is: latitude, longitude. */
  private static final Map<String, double[]> PLACES =
      Map.of("wpd-pod-stentaway", new double[] {50.37, -4.07});

  @Option(names = "--data", required = true, description = "Folder of a data set.")
  private Path data;

  @Option(
      names = "--protocol",
      description = "openstef-d1 (default): day D from before D-1 06:00; midnight: from before D.")
  private String protocol = "openstef-d1";

  @Option(
      names = "--series",
      split = ",",
      description = "Series, parted by commas. Default: those of the published protocol.")
  private List<String> series = List.of();

  @Option(names = "--test-from", description = "First day counted. Default: the published one.")
  private LocalDate testFrom;

  @Option(names = "--test-end", description = "Day after the last. Default: the published one.")
  private LocalDate testEnd;

  @Option(
      names = "--model",
      description = {
        "linear-pinball (default), learnt once before the test and without weather, or blend, learnt",
        "anew each week."
      })
  private String model = LinearPinball.NAME;

  @Option(
      names = "--place",
      split = ",",
      description = "Latitude,longitude of generating series. Default: that of the data set.")
  private double[] place;

  @Mixin private Output output;

  @Override
  public Integer call() {
    try {
      DataSet set = DataSets.read(data, new Request(series, testFrom, testEnd));
      output.progress(set.cases().size() + " series of " + set.name());
      int[] told = {0};
      Map<String, Found> found =
          new CalibrationStudy(rules(), forecaster(), sun(set))
              .run(
                  set.cases(),
                  percent -> {
                    if (percent >= told[0] + PROGRESS_PERCENT) {
                      told[0] = percent - percent % PROGRESS_PERCENT;
                      output.progress(told[0] + " % of the forecasts made");
                    }
                  });
      CalibrationReport report = new CalibrationReport(set, protocol, weather(set), found);
      output.result(report.document(), report.text());
      return 0;
    } catch (DataSetException e) {
      throw new UserError("data-set", e.getMessage(), e.remedy());
    }
  }

  private Forecaster forecaster() {
    return switch (model) {
      case LinearPinball.NAME -> new LinearForecaster();
      case BlendForecaster.NAME -> {
        Boosting.unavailable().ifPresent(why -> output.progress("Without boosters: " + why));
        yield new BlendForecaster();
      }
      default ->
          throw UserError.usage(
              "model",
              "no model named '" + model + "'",
              "use " + LinearPinball.NAME + " or " + BlendForecaster.NAME);
    };
  }

  /** The linear model uses none. */
  private String weather(DataSet set) {
    return model.equals(LinearPinball.NAME)
        ? Weather.Source.NONE.name().toLowerCase(Locale.ROOT)
        : set.cases().get(0).series().weather().source().name().toLowerCase(Locale.ROOT);
  }

  private DayAhead rules() {
    return switch (protocol) {
      case "openstef-d1" -> DayAhead.OPENSTEF_D1;
      case "midnight" -> DayAhead.MIDNIGHT;
      default ->
          throw UserError.usage(
              "protocol",
              "no day-ahead protocol named '" + protocol + "'",
              "use openstef-d1 or midnight");
    };
  }

  private SolarGeometry sun(DataSet set) {
    double[] at = place != null ? place : PLACES.get(set.name());
    if (at != null && at.length != 2) {
      throw UserError.usage("place", "--place needs two numbers", "give --place 50.37,-4.07");
    }
    return at == null ? null : new SolarGeometry(at[0], at[1]);
  }
}
