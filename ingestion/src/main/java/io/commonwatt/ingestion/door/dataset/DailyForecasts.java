package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The daily maximum and minimum temperatures that were forecast for each location. */
final class DailyForecasts {

  static final String FILE = "weather_daily_forecasts.tsv.gz";

  /**
   * The file has the day a forecast was made, not the hour; it counts as known from 06 UTC of that
   * day.
   */
  private static final Duration KNOWN_AFTER = Duration.ofHours(6);

  private final Map<String, TreeMap<LocalDate, double[]>> byLocationAndDay = new HashMap<>();

  /** Reads the file; what cannot be read is rejected as known at {@code from}. */
  static DailyForecasts read(
      Path folder, Rejections rejections, Instant from, List<Rejection> problems)
      throws IOException {
    DataTable table = DataTable.read(folder, FILE, '\t');
    int location = table.getColumn("locationid");
    int day = table.getColumn("dateforecastfor");
    int made = table.getColumn("dateforecastmade");
    int highest = table.getColumn("maxtemp");
    int lowest = table.getColumn("mintemp");
    int needed = Math.max(Math.max(location, day), Math.max(made, Math.max(highest, lowest)));
    DailyForecasts forecasts = new DailyForecasts();
    for (Line line : table.lines()) {
      String[] cells = Cells.split(line.text(), '\t');
      try {
        if (cells.length <= needed || !line.terminated()) {
          throw new UnreadableException(
              line.terminated() ? "csv-columns" : "file-truncated",
              "Line has " + cells.length + " columns, expected " + table.columns().size());
        }
        double[] extremes = {
          Cells.number(cells[highest], "maxtemp"), Cells.number(cells[lowest], "mintemp")
        };
        LocalDate madeOn = day(cells[made], "dateforecastmade");
        forecasts
            .byLocationAndDay
            .computeIfAbsent(
                key(cells[location], day(cells[day], "dateforecastfor")), key -> new TreeMap<>())
            .put(madeOn, extremes);
      } catch (UnreadableException problem) {
        problems.add(
            rejections.reject(
                problem.rule(),
                problem.getMessage(),
                table.reference(line),
                false,
                line.bytes(),
                from));
      }
    }
    table.findDamage(rejections, from).ifPresent(problems::add);
    return forecasts;
  }

  /** Maximum and minimum forecast for a day as known at a time, °C, or null where none is. */
  double[] findExtremes(String location, LocalDate day, Instant at) {
    TreeMap<LocalDate, double[]> byMade = byLocationAndDay.get(key(location, day));
    if (byMade == null) {
      return null;
    }
    LocalDate latest = at.minus(KNOWN_AFTER).atOffset(ZoneOffset.UTC).toLocalDate();
    var known = byMade.floorEntry(latest);
    return known == null ? null : known.getValue();
  }

  private static String key(String location, LocalDate day) {
    return location + '|' + day;
  }

  private static LocalDate day(String cell, String column) throws UnreadableException {
    return Cells.instant(cell + "T00:00:00Z", column).atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
