package io.commonwatt.ingestion.door.dataset;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.csv.Cells;
import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.UnreadableException;
import io.commonwatt.ingestion.door.intake.Rejections;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The rows of the wide table within a run. A row that cannot be placed in time is rejected as one;
 * a cut row keeps its whole cells.
 */
final class IdealHomesTable {

  /** A home takes part when it has a value in at least this share of the hours. */
  static final double MIN_SHARE = 0.95;

  private static final Duration DAY = Duration.ofDays(1);
  private static final String TIME_COLUMN = "timestamp_utc";
  private static final String HOME_PREFIX = "home";

  /** Days in a row with the homes that have enough data in them. */
  record Window(Instant from, int homes) {}

  /** A row with its cells, as many as it has. */
  record Row(Line line, String[] cells) {}

  private final DataTable table;
  private final Instant from;
  private final Instant to;
  private final TreeMap<Instant, Row> rows = new TreeMap<>();
  private final List<Rejection> problems = new ArrayList<>();

  private IdealHomesTable(DataTable table, Instant from, Instant to) {
    this.table = table;
    this.from = from;
    this.to = to;
  }

  /** End of the last full day the table covers. */
  static Instant end(DataTable table) {
    for (int i = table.lines().size() - 1; i >= 0; i--) {
      try {
        Instant last = Cells.instant(Cells.split(table.lines().get(i).text())[0], TIME_COLUMN);
        long day = Math.floorDiv(last.getEpochSecond() + 3600, 86_400L);
        return DayAhead.start(day);
      } catch (UnreadableException e) {
        // The line before may be whole; this one is rejected when rows are placed.
      }
    }
    throw new DoorException(
        "data-damaged", "File " + table.file() + " has no readable row", "copy it again");
  }

  /** Places the rows from {@code from} on, before {@code to}. */
  static IdealHomesTable of(DataTable table, Instant from, Instant to, Rejections rejections) {
    IdealHomesTable placed = new IdealHomesTable(table, from, to);
    table.getColumn(TIME_COLUMN);
    for (Line line : table.lines()) {
      placed.place(line, rejections);
    }
    table.findDamage(rejections, from).ifPresent(placed.problems::add);
    return placed;
  }

  Instant from() {
    return from;
  }

  Instant to() {
    return to;
  }

  /** Name of the file. */
  String file() {
    return table.file();
  }

  /** Number of cells a whole row has. */
  int width() {
    return table.columns().size();
  }

  /** The row of an hour, or null where the table has none. */
  Row findRow(Instant start) {
    return rows.get(start);
  }

  int column(String home) {
    return table.columns().indexOf(home);
  }

  /** Homes with enough data, by number; at most {@code limit} where that is not null. */
  List<String> listEligible(Integer limit) {
    int[] present = new int[width()];
    for (Row row : rows.values()) {
      for (int column = 1; column < Math.min(width(), row.cells().length); column++) {
        present[column] += row.cells()[column].isEmpty() ? 0 : 1;
      }
    }
    double needed = MIN_SHARE * Duration.between(from, to).toHours();
    List<String> homes = new ArrayList<>();
    for (int column = 1; column < width(); column++) {
      String home = table.columns().get(column);
      if (home.matches(HOME_PREFIX + "\\d+") && present[column] > needed) {
        homes.add(home);
      }
    }
    homes.sort(Comparator.comparingInt(IdealHomesTable::number));
    return limit == null || limit >= homes.size() ? homes : List.copyOf(homes.subList(0, limit));
  }

  /** The days in a row, so many, in which most homes have enough data; the first such. */
  static Window fullest(DataTable table, int days) {
    TreeMap<Instant, int[]> present = new TreeMap<>();
    for (Line line : table.lines()) {
      String[] cells = Cells.split(line.text());
      try {
        long hour = Cells.instant(cells[0], TIME_COLUMN).getEpochSecond() / 3600;
        int[] ofDay =
            present.computeIfAbsent(
                DayAhead.start(Math.floorDiv(hour, 24L)), day -> new int[table.columns().size()]);
        for (int column = 1; column < Math.min(ofDay.length, cells.length); column++) {
          ofDay[column] += cells[column].isEmpty() ? 0 : 1;
        }
      } catch (UnreadableException e) {
        // A row without a time is in no window.
      }
    }
    Window best = new Window(present.firstKey(), 0);
    Instant last = end(table).minus(Duration.ofDays(days));
    for (Instant from = present.firstKey(); !from.isAfter(last); from = from.plus(DAY)) {
      int homes = homes(present.subMap(from, from.plus(Duration.ofDays(days))), days, table);
      best = homes > best.homes() ? new Window(from, homes) : best;
    }
    return best;
  }

  private static int homes(Map<Instant, int[]> present, int days, DataTable table) {
    int homes = 0;
    for (int column = 1; column < table.columns().size(); column++) {
      int hours = 0;
      for (int[] ofDay : present.values()) {
        hours += ofDay[column];
      }
      homes += hours > MIN_SHARE * 24 * days ? 1 : 0;
    }
    return homes;
  }

  static int number(String home) {
    return Integer.parseInt(home.substring(HOME_PREFIX.length()));
  }

  /** Rejections of rows that could not be placed, known at the start of the run. */
  void listProblems(Consumer<Travelling> records) {
    problems.forEach(records);
  }

  private void place(Line line, Rejections rejections) {
    String text = line.text();
    int comma = text.indexOf(',');
    try {
      Instant start = Cells.instant(comma < 0 ? text : text.substring(0, comma), TIME_COLUMN);
      if (start.isBefore(from) || !start.isBefore(to)) {
        return;
      }
      String[] cells = Cells.split(text);
      if (cells.length != width() && line.terminated()) {
        throw new UnreadableException(
            "csv-columns", "Row has " + cells.length + " columns, expected " + width());
      }
      if (rows.putIfAbsent(start, new Row(line, cells)) != null) {
        throw new UnreadableException("csv-repeated", "Row repeats the hour " + start);
      }
    } catch (UnreadableException problem) {
      problems.add(
          rejections.reject(
              line.terminated() ? problem.rule() : "file-truncated",
              problem.getMessage(),
              table.reference(line),
              true,
              line.bytes(),
              from));
    }
  }
}
