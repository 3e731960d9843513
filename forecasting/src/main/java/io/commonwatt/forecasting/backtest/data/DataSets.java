package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.Place;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.backtest.Weather.Element;
import io.commonwatt.forecasting.backtest.Weather.Source;
import io.commonwatt.forecasting.backtest.data.TableSet.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The data sets of published protocols, known by the files in their folder. */
public final class DataSets {

  private static final int HOUR = 3600;
  private static final int HALF_HOUR = 1800;

  private static final double KMH_PER_MS = 3.6;

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Quantity LONDON_LOAD = new Quantity("MW", Kind.LOAD, LONDON, "gb-eng");
  private static final Quantity LONDON_SUN =
      new Quantity("MW", Kind.GENERATION, LONDON, "", new Place(50.37, -4.06));

  /** Scaled loads and an oil temperature, some of them negative. */
  private static final Quantity TRANSFORMER = new Quantity("1", Kind.NET_LOAD, ZoneOffset.UTC);

  private static final Quantity NET_LOAD =
      new Quantity("kW", Kind.NET_LOAD, ZoneOffset.UTC, "au-nsw");
  private static final Quantity MELBOURNE_LOAD =
      new Quantity("MWh", Kind.LOAD, ZoneId.of("Australia/Melbourne"), "au-vic");

  private static final TableWeather STENTAWAY_WEATHER = stentaway(1, 2, 3, 4, 5, 6);

  /** Without the point that tells least of the farm, by the days before its test. */
  private static final TableWeather STENTAWAY_SUN = stentaway(1, 2, 3, 5, 6);

  private static final List<Layout> LAYOUTS =
      List.of(
          table(
              "ett",
              "ETDataset (Zhou et al. 2021), CC BY-ND 4.0",
              LocalDate.of(2016, 7, 1),
              HOUR,
              null,
              Column.of("ETTh1.", TRANSFORMER, "ETTh1.csv", TableSet.EVERY_COLUMN),
              Column.of("ETTh2.", TRANSFORMER, "ETTh2.csv", TableSet.EVERY_COLUMN)),
          table(
              "wpd-pod-stentaway",
              "Western Power Distribution, Presumed Open Data challenge 2021",
              LocalDate.of(2017, 11, 3),
              HALF_HOUR,
              days(LocalDate.of(2019, 10, 1), LocalDate.of(2020, 4, 1)),
              new Column("demand", LONDON_LOAD, List.of("demand.csv"), "demand_MW", .2, 8)
                  .with(STENTAWAY_WEATHER),
              new Column("pv", LONDON_SUN, List.of("pv.csv"), "pv_power_mw", 0, 5)
                  .with(STENTAWAY_SUN)),
          new IdealHomesSet(),
          new AllianderSet(),
          new ChallengeSet(),
          table(
              "ausgrid-300homes-agg",
              "Ausgrid solar home electricity data",
              LocalDate.of(2010, 7, 1),
              HALF_HOUR,
              days(LocalDate.of(2012, 7, 1), LocalDate.of(2013, 7, 1)),
              Column.of("netload", NET_LOAD, "ds4_netload_weather.csv", "netload_kW")
                  .with(australian("ds4_netload_weather.csv"))),
          table(
              "ausgrid-zone-mascot",
              "Ausgrid distribution zone substation data",
              LocalDate.of(2020, 7, 1),
              HALF_HOUR,
              days(LocalDate.of(2022, 7, 1), LocalDate.of(2023, 1, 1)),
              Column.of("netload", NET_LOAD, "ds15_zone_netload_weather.csv", "netload_kW")
                  .with(australian("ds15_zone_netload_weather.csv"))),
          table(
              "aedp-netload-clusters",
              "Australian Energy Data Platform",
              LocalDate.of(2021, 7, 1),
              HALF_HOUR,
              days(LocalDate.of(2023, 7, 1), LocalDate.of(2024, 7, 1)),
              Column.of("all", NET_LOAD, "ds5_aedp_30min_weather.csv", "netload_kW")
                  .with(australian("ds5_aedp_30min_weather.csv")),
              Column.of("cluster1", NET_LOAD, "ds8_cluster1_30min_weather.csv", "netload_kW")
                  .with(australian("ds8_cluster1_30min_weather.csv"))),
          table(
              "vic-elec",
              "Half-hourly electricity demand of Victoria (AEMO; tsibbledata)",
              LocalDate.of(2012, 1, 1),
              HALF_HOUR,
              days(LocalDate.of(2014, 1, 1), LocalDate.of(2014, 12, 31)),
              Column.of("demand", MELBOURNE_LOAD, "vic_electricity.csv", "Demand")
                  .with(
                      new TableWeather(
                          Source.MEASURED,
                          List.of("vic_electricity.csv"),
                          Map.of(Element.TEMPERATURE, List.of("Temperature")),
                          1))));

  private DataSets() {}

  /** Whether a folder holds a data set of a published protocol. */
  public static boolean isKnown(Path folder) {
    return LAYOUTS.stream().anyMatch(layout -> layout.isIn(folder));
  }

  /**
   * Reads the data set in a folder.
   *
   * @throws DataSetException when there is none, or it has not what is asked for
   */
  public static DataSet read(Path folder, Request request) {
    if (!Files.isDirectory(folder)) {
      throw new DataSetException(
          "Folder " + folder + " does not exist", "name the folder of a data set by --data");
    }
    for (Layout layout : LAYOUTS) {
      if (layout.isIn(folder)) {
        return layout.read(folder, request);
      }
    }
    String known =
        LAYOUTS.stream()
            .map(layout -> layout.name() + " (" + layout.mark() + ")")
            .collect(Collectors.joining(", "));
    throw new DataSetException(
        "Folder " + folder + " holds no data set that backtests know",
        "add a mapping.yaml to a folder of homes, or name the folder of one of: " + known);
  }

  /** MERRA-2, whose irradiance is the mean of the hour that begins at its stamp. */
  private static TableWeather stentaway(int... points) {
    return new TableWeather(
        Source.REANALYSIS,
        List.of("weather.csv"),
        Map.of(
            Element.TEMPERATURE, columns("temp_location", points),
            Element.IRRADIANCE, columns("solar_location", points)),
        Set.of(Element.IRRADIANCE),
        1);
  }

  private static List<String> columns(String name, int... points) {
    return Arrays.stream(points).mapToObj(point -> name + point).toList();
  }

  private static TableWeather australian(String file) {
    return new TableWeather(
        Source.MEASURED,
        List.of(file),
        Map.of(
            Element.TEMPERATURE, List.of("air_temperature_in_degrees_c"),
            Element.WIND, List.of("wind_speed_in_km_h")),
        KMH_PER_MS);
  }

  private static TableSet table(
      String name,
      String source,
      LocalDate start,
      int stepSeconds,
      TestDays test,
      Column... columns) {
    return new TableSet(name, source, start, stepSeconds, test, List.of(columns));
  }

  private static TestDays days(LocalDate from, LocalDate end) {
    return new TestDays(from, end);
  }
}
