package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.Weather.Element;
import io.commonwatt.forecasting.backtest.Weather.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Weather in the columns of tables, on the clock of the series. Where several columns are of one
 * element, their mean is taken.
 *
 * @param files tables that hold it, without {@code .gz}; a gap in one is filled from the next
 * @param columns by element
 * @param hourMeans elements that are means of the hour that begins at the stamp; others hold then
 * @param windPerMs what the wind is divided by to be in m/s
 */
record TableWeather(
    Source source,
    List<String> files,
    Map<Element, List<String>> columns,
    Set<Element> hourMeans,
    double windPerMs) {

  /** Hourly weather is bridged to shorter intervals; longer gaps stay. */
  private static final int BRIDGED_SECONDS = 3 * 3600;

  private static final int HOUR_SECONDS = 3600;

  TableWeather {
    files = List.copyOf(files);
    columns = Map.copyOf(columns);
    hourMeans = Set.copyOf(hourMeans);
  }

  /** All of it holds at its stamp. */
  TableWeather(
      Source source, List<String> files, Map<Element, List<String>> columns, double windPerMs) {
    this(source, files, columns, Set.of(), windPerMs);
  }

  /** Adds the weather to a case; what the tables lack stays unknown; without them there is none. */
  BacktestCase add(BacktestCase of, Path folder) {
    if (files.stream().noneMatch(file -> DataFile.find(folder, file).isPresent())) {
      return of;
    }
    RegularSeries series = of.series();
    List<String> names = new ArrayList<>();
    columns.values().forEach(names::addAll);
    Map<String, Grid> grids = read(series, folder, files, names);
    Map<Element, double[]> values = new EnumMap<>(Element.class);
    columns.forEach(
        (element, own) -> {
          double[] mean = new double[series.length()];
          for (String name : own) {
            double[] each = bridged(grids.get(name), element, series);
            for (int i = 0; i < mean.length; i++) {
              mean[i] += each[i] / own.size() / (element == Element.WIND ? windPerMs : 1);
            }
          }
          values.put(element, mean);
        });
    Weather weather = new Weather(source, values);
    return new BacktestCase(series.withWeather(weather), of.testFrom(), of.testEnd());
  }

  private double[] bridged(Grid grid, Element element, RegularSeries series) {
    int longest = BRIDGED_SECONDS / series.stepSeconds();
    int hour = Math.max(1, HOUR_SECONDS / series.stepSeconds());
    return hourMeans.contains(element)
        ? grid.bridgedMeans(series.length(), longest, hour)
        : grid.bridged(series.length(), longest);
  }

  /** Columns of tables on the intervals of a series, by name. */
  static Map<String, Grid> read(
      RegularSeries series, Path folder, List<String> files, List<String> names) {
    Map<String, Grid> grids = new TreeMap<>();
    for (String name : names) {
      grids.put(name, new Grid(series.start().toLocalDate(), series.stepSeconds()));
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      Path file = DataFile.find(folder, files.get(i)).orElse(null);
      if (file == null) {
        continue;
      }
      List<String> lines = DataFile.lines(file);
      List<String> header = Arrays.asList(DataFile.header(lines));
      for (String name : names) {
        int cell = header.indexOf(name);
        if (cell > 0) {
          TableSet.fill(grids.get(name), file, lines, cell);
        }
      }
    }
    return grids;
  }
}
