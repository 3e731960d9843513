package io.commonwatt.app;

import io.commonwatt.forecasting.backtest.data.DataSetException;
import io.commonwatt.forecasting.backtest.data.StationSet;
import io.commonwatt.forecasting.disaggregation.NetLoad;
import io.commonwatt.forecasting.disaggregation.NetLoadSplit;
import io.commonwatt.forecasting.disaggregation.PartScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Net load of stations taken apart, and scored where parts are metered. */
@Command(
    name = "disaggregate",
    mixinStandardHelpOptions = true,
    description =
        "Estimate the solar and wind parts of net loads from the weather alone and score them where "
            + "parts are metered (docs/forecasting.md).")
final class ForecastDisaggregateCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      required = true,
      description = "Folder with station_*.csv (openstef-alliander).")
  private Path data;

  @Option(
      names = "--station",
      split = ",",
      description = "Stations, parted by commas. Default: all.")
  private List<String> stations = List.of();

  @Mixin private Output output;

  @Override
  public Integer call() {
    try {
      List<NetLoad> loads = StationSet.read(data, stations);
      List<Map<String, Object>> rows = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %-6s %9s %9s %8s %8s %8s %8s %8s%n",
              "station",
              "part",
              "estimated",
              "metered",
              "corr",
              "nMAE",
              "scaled",
              "constant",
              "zero"));
      for (NetLoad load : loads) {
        output.progress("station " + load.name() + ": " + load.net().length + " intervals");
        rows.add(row(load, text));
      }
      text.append("Capacities in the unit of the net load; errors per metered capacity.");
      output.result(Map.of("stations", rows), text.toString());
      return 0;
    } catch (DataSetException e) {
      throw new UserError("data-set", e.getMessage(), e.remedy());
    } catch (IllegalArgumentException e) {
      throw new UserError("net-load", e.getMessage(), "name other stations by --station");
    }
  }

  private static Map<String, Object> row(NetLoad load, StringBuilder text) {
    NetLoadSplit split = NetLoadSplit.of(load);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("station", load.name());
    row.put("intervals", load.net().length);
    row.put("solarCapacity", split.solarCapacity());
    row.put("windCapacity", split.windCapacity());
    row.put("solar", part(load, "solar", split.solarCapacity(), solar(load, split), text));
    row.put("wind", part(load, "wind", split.windCapacity(), wind(load, split), text));
    return row;
  }

  private static PartScore solar(NetLoad load, NetLoadSplit split) {
    return PartScore.of(split::solar, load.solar());
  }

  private static PartScore wind(NetLoad load, NetLoadSplit split) {
    return PartScore.of(split::wind, load.wind());
  }

  private static Map<String, Object> part(
      NetLoad load, String name, double capacity, PartScore score, StringBuilder text) {
    if (score == null) {
      return null;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%-8s %-6s %9.2f %9.2f %8.3f %8.3f %8.3f %8.3f %8.3f%n",
            load.name(),
            name,
            capacity,
            score.capacity(),
            score.correlation(),
            score.nmae(),
            score.nmaeScaled(),
            score.nmaeConstant(),
            score.nmaeZero()));
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("intervals", score.intervals());
    part.put("meteredCapacity", score.capacity());
    part.put("correlation", orNull(score.correlation()));
    part.put("nmae", score.nmae());
    part.put("nmaeScaled", orNull(score.nmaeScaled()));
    part.put("nmaeConstant", score.nmaeConstant());
    part.put("nmaeZero", score.nmaeZero());
    return part;
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
