package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.disaggregation.NetLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stations of Alliander as OpenSTEF ships them: {@code station_*.csv} with columns {@code
 * datetime}, {@code total_substation} (MW, net load), {@code radiation} (J/m² an hour), {@code
 * windspeed_100m} (m/s), and the metered parts {@code total_solar_part} and {@code total_wind_part}
 * (MW, ≤ 0).
 */
public final class StationSet {

  private static final String PREFIX = "station_";
  private static final double SECONDS_PER_HOUR = 3600;

  private StationSet() {}

  /**
   * Reads stations.
   *
   * @param names of stations; empty for all
   * @throws DataSetException when there is none, or one that is asked for is missing
   */
  public static List<NetLoad> read(Path folder, List<String> names) {
    List<NetLoad> stations = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (Path file : files(folder)) {
      String plain = DataFile.plainName(file);
      String name = plain.substring(PREFIX.length(), plain.length() - ".csv".length());
      known.add(name);
      if (names.isEmpty() || names.contains(name)) {
        stations.add(read(name, file));
      }
    }
    for (String name : names) {
      if (!known.contains(name)) {
        throw new DataSetException(
            "Station '" + name + "' is not in " + folder,
            "name by --station some of: " + String.join(", ", known));
      }
    }
    return stations;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files
              .filter(file -> DataFile.plainName(file).matches(PREFIX + ".*\\.csv"))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new DataSetException(
            "Folder " + folder + " holds no " + PREFIX + "*.csv", "name another folder by --data");
      }
      return found;
    } catch (IOException e) {
      throw new DataSetException(
          "Folder " + folder + " cannot be read: " + e, "name another folder by --data");
    }
  }

  private static NetLoad read(String name, Path file) {
    List<String> lines = DataFile.lines(file);
    List<String> header = Arrays.asList(DataFile.header(lines));
    int rows = lines.size() - 1;
    List<LocalDateTime> times = new ArrayList<>(rows);
    String[] columns = {
      "total_substation", "radiation", "windspeed_100m", "total_solar_part", "total_wind_part"
    };
    double[][] values = new double[columns.length][rows];
    int time = column(header, "datetime", file);
    for (int row = 0; row < rows; row++) {
      String[] cells = lines.get(row + 1).split(",", -1);
      times.add(Stamp.parse(cells[time], file, row + 2));
      for (int i = 0; i < columns.length; i++) {
        int at = column(header, columns[i], file);
        values[i][row] = at < cells.length ? DataFile.number(cells[at]) : Double.NaN;
      }
    }
    for (int row = 0; row < rows; row++) {
      values[1][row] /= SECONDS_PER_HOUR;
    }
    return new NetLoad(name, times, values[0], values[1], values[2], values[3], values[4]);
  }

  private static int column(List<String> header, String name, Path file) {
    int at = header.indexOf(name);
    if (at < 0) {
      throw new DataSetException(
          "File " + file + " has no column '" + name + "'", "fetch the data set again");
    }
    return at;
  }
}
