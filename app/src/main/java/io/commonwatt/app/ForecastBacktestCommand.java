package io.commonwatt.app;

import io.commonwatt.app.backtest.BacktestReport;
import io.commonwatt.forecasting.backtest.Backtest;
import io.commonwatt.forecasting.backtest.BacktestConfiguration;
import io.commonwatt.forecasting.backtest.BacktestResult;
import io.commonwatt.forecasting.backtest.DayAhead;
import io.commonwatt.forecasting.backtest.ExpandingWindows;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.MonthAhead;
import io.commonwatt.forecasting.backtest.Protocol;
import io.commonwatt.forecasting.backtest.data.DataSet;
import io.commonwatt.forecasting.backtest.data.DataSetException;
import io.commonwatt.forecasting.backtest.data.DataSets;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.forecasting.backtest.learnt.LinearForecaster;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Backtests of forecasts by published protocols. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Walk forward through a published data set by a published protocol and score the forecasts",
      "beside honest baselines on the same intervals (docs/backtests.md)."
    })
final class ForecastBacktestCommand implements Callable<Integer> {

  /** Part of the work between two lines of progress, 1. */
  private static final double PROGRESS_SHARE = 0.1;

  @Option(
      names = "--protocol",
      required = true,
      description = {
        "fev: the last 20 windows, from all before each;",
        "openstef-d1: day D from before D-1 06:00;",
        "midnight: day D from before D 00:00;",
        "ieee-cis: a month ahead."
      })
  private String protocol;

  @Option(names = "--data", required = true, description = "Folder of a data set.")
  private Path data;

  @Option(
      names = "--series",
      split = ",",
      description = "Series, parted by commas. Default: those of the published protocol.")
  private List<String> series = List.of();

  @Option(
      names = "--test-from",
      description = "First day of the test, by the file's clock. Default: the published one.")
  private LocalDate testFrom;

  @Option(
      names = "--test-end",
      description = "Day after the last of the test. Default: the published one.")
  private LocalDate testEnd;

  @Mixin private Output output;

  @Override
  public Integer call() {
    try {
      DataSet set = DataSets.read(data, new Request(series, testFrom, testEnd));
      Protocol rules = protocol(set);
      output.progress(
          set.cases().size() + " series of " + set.name() + " by the protocol " + rules.code());
      Forecaster model = new LinearForecaster();
      boolean reaches = rules instanceof DayAhead;
      BacktestResult result =
          new Backtest(rules, reaches ? List.of(model) : List.of(), coreNanos())
              .run(set.cases(), done -> progress(done, set.cases().size()));
      if (result.series().isEmpty()) {
        throw new UserError(
            "backtest",
            "no series of " + data + " could be scored: " + result.skipped(),
            "name other series by --series or other days by --test-from and --test-end");
      }
      BacktestReport report =
          new BacktestReport(
              set, rules, result, reaches ? model.name() : null, BacktestConfiguration.hash(model));
      output.result(report.document(), report.text());
      return 0;
    } catch (DataSetException e) {
      throw new UserError("data-set", e.getMessage(), e.remedy());
    }
  }

  private Protocol protocol(DataSet set) {
    return switch (protocol) {
      case ExpandingWindows.CODE ->
          ExpandingWindows.ofStep(set.cases().get(0).series().stepSeconds());
      case "openstef-d1" -> DayAhead.OPENSTEF_D1;
      case "midnight" -> DayAhead.MIDNIGHT;
      case MonthAhead.CODE -> new MonthAhead();
      default ->
          throw new UserError(
              "protocol",
              "no protocol named '" + protocol + "'",
              "use fev, openstef-d1, midnight or ieee-cis");
    };
  }

  private void progress(int done, int of) {
    if ((int) (done / (PROGRESS_SHARE * of)) > (int) ((done - 1) / (PROGRESS_SHARE * of))) {
      output.progress(done + " of " + of + " series scored");
    }
  }

  private static LongSupplier coreNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads::getCurrentThreadCpuTime;
  }
}
