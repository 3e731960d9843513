package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.table.TableMapping.DayColumns;
import io.commonwatt.ingestion.format.table.TableMapping.SkippedHour;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The columns of a row that holds a local day. Not thread-safe. */
final class DayRow {

  private static final int DAY_SECONDS = 86_400;

  private final TableMapping mapping;
  private final LocalClock clock;
  private final int first;
  private final int count;
  private final int lengthSeconds;

  DayRow(TableMapping mapping, TableHeader header, LocalClock clock) {
    this.mapping = mapping;
    this.clock = clock;
    this.first = header.position(mapping.days().first());
    this.count = mapping.days().count();
    this.lengthSeconds = mapping.times().lengthSeconds();
    if (first + count > header.width()) {
      throw new FormatException(
          "table-header",
          0,
          "The table has "
              + header.width()
              + " columns; its mapping wants "
              + count
              + " from column "
              + (first + 1)
              + " on");
    }
    if (mapping.days().counted() == DayColumns.CLOCK
        && (long) count * lengthSeconds > DAY_SECONDS) {
      throw new FormatException(
          "mapping-invalid",
          0,
          "The mapping has " + count + " columns of " + lengthSeconds + " s; they exceed a day");
    }
  }

  /** Position of the first of them. */
  int first() {
    return first;
  }

  /** Interval starts of a day's columns; null for a column whose time the clock skips. */
  List<Instant> starts(LocalDate date, String[] cells, Set<String> missing, long line) {
    return mapping.days().counted() == DayColumns.CLOCK
        ? byClock(date, cells, missing, line)
        : bySequence(date, cells, missing, line);
  }

  private List<Instant> byClock(LocalDate date, String[] cells, Set<String> missing, long line) {
    List<Instant> starts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (missing.contains(cells[first + i])) {
        starts.add(null);
        continue;
      }
      LocalDateTime local = date.atStartOfDay().plusSeconds((long) i * lengthSeconds);
      Instant start = clock.resolve("", local, line);
      if (start == null && mapping.times().skippedHour() == SkippedHour.REFUSE) {
        throw new FormatException(
            "table-skipped-hour",
            line,
            "Line "
                + line
                + ": "
                + local
                + " does not exist in "
                + clock.zone()
                + "; leave its cell empty or skip the hour in the mapping");
      }
      starts.add(start);
    }
    return starts;
  }

  private List<Instant> bySequence(LocalDate date, String[] cells, Set<String> missing, long line) {
    Instant begin = date.atStartOfDay(clock.zone()).toInstant();
    Instant end = date.plusDays(1).atStartOfDay(clock.zone()).toInstant();
    long intervals = Duration.between(begin, end).toSeconds() / lengthSeconds;
    boolean tooLong = intervals > count;
    for (int i = (int) intervals; i < count && !tooLong; i++) {
      tooLong = !missing.contains(cells[first + i]);
    }
    if (tooLong) {
      throw new FormatException(
          "table-day-length",
          line,
          "Line "
              + line
              + ": "
              + date
              + " has "
              + intervals
              + " intervals in "
              + clock.zone()
              + "; the row has another number of them");
    }
    List<Instant> starts = new ArrayList<>((int) intervals);
    for (int i = 0; i < intervals; i++) {
      starts.add(begin.plusSeconds((long) i * lengthSeconds));
    }
    return starts;
  }
}
