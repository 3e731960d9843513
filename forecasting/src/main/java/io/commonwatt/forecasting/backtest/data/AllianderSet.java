package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.Weather.Element;
import io.commonwatt.forecasting.backtest.Weather.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Feeder loads of Alliander as OpenSTEF ships them: the reference set of prediction job 307 ({@code
 * ref-307}), and prediction jobs by their id. Net load in MW, 15 min, UTC.
 */
final class AllianderSet implements Layout {

  private static final String NAME = "openstef-alliander";
  private static final String SOURCE = "OpenSTEF (LF Energy) / Alliander, MPL-2.0";
  private static final int STEP_SECONDS = 900;
  private static final String JOB_FILE = "model_input_pid_";
  private static final String LOAD = "load";
  private static final Quantity NET_LOAD =
      new Quantity("MW", Quantity.Kind.NET_LOAD, ZoneId.of("Europe/Amsterdam"), "nl");

  private static final TableSet REFERENCE =
      new TableSet(
          NAME,
          SOURCE,
          LocalDate.of(2020, 8, 15),
          STEP_SECONDS,
          new TestDays(LocalDate.of(2020, 11, 1), LocalDate.of(2020, 11, 30)),
          List.of(
              new TableSet.Column(
                  "ref-307",
                  NET_LOAD,
                  List.of("reference_307-train-data.csv", "reference_307-test-data.csv"),
                  LOAD,
                  Double.NaN,
                  Double.NaN,
                  weather("reference_307-train-data.csv", "reference_307-test-data.csv"))));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String mark() {
    return JOB_FILE + "*.csv";
  }

  @Override
  public boolean isIn(Path folder) {
    return REFERENCE.isIn(folder) || !listJobs(folder).columns().isEmpty();
  }

  /** The reference set unless prediction jobs are named or it is not there. */
  @Override
  public DataSet read(Path folder, Request request) {
    TableSet jobs = listJobs(folder);
    List<String> known = new ArrayList<>();
    List<BacktestCase> cases = new ArrayList<>();
    for (TableSet table : List.of(REFERENCE, jobs)) {
      if (table.isIn(folder)) {
        List<String> names = table.columns().stream().map(TableSet.Column::series).toList();
        known.addAll(names);
        List<String> asked = names.stream().filter(request.series()::contains).toList();
        boolean all = request.series().isEmpty() && cases.isEmpty();
        if (all || !asked.isEmpty()) {
          Request own = new Request(asked, request.testFrom(), request.testEnd());
          for (BacktestCase each : table.read(folder, own).cases()) {
            cases.add(prices(table, each.series().name()).add(each, folder));
          }
        }
      }
    }
    TableSet.requireKnown(folder, request, known);
    return new DataSet(NAME, SOURCE, cases);
  }

  private static TableWeather weather(String... files) {
    return new TableWeather(
        Source.FORECAST,
        List.of(files),
        Map.of(
            Element.TEMPERATURE, List.of("temp"),
            Element.IRRADIANCE, List.of("radiation"),
            Element.WIND, List.of("windspeed_100m"),
            Element.PROFILE, List.of("sjv_E1A")),
        1);
  }

  /** Those of the day-ahead auction, whose results are out before one in the afternoon. */
  private static DayAheadPrices prices(TableSet table, String series) {
    return table.columns().stream()
        .filter(column -> column.series().equals(series))
        .map(
            column ->
                new DayAheadPrices(column.files(), "APX", NET_LOAD.zone(), LocalTime.of(13, 0)))
        .findFirst()
        .orElseThrow();
  }

  private static TableSet listJobs(Path folder) {
    List<TableSet.Column> columns = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = DataFile.plainName(file);
        if (name.startsWith(JOB_FILE) && name.endsWith(".csv")) {
          String id = name.substring(JOB_FILE.length(), name.length() - ".csv".length());
          columns.add(TableSet.Column.of(id, NET_LOAD, name, LOAD).with(weather(name)));
        }
      }
    } catch (IOException e) {
      throw new DataSetException(
          "Folder " + folder + " cannot be read: " + e.getMessage(), "check its permissions");
    }
    return new TableSet(
        NAME,
        SOURCE,
        LocalDate.of(2020, 10, 3),
        STEP_SECONDS,
        new TestDays(LocalDate.of(2020, 12, 15), LocalDate.of(2021, 1, 28)),
        columns);
  }
}
