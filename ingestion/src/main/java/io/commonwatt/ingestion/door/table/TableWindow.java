package io.commonwatt.ingestion.door.table;

import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.OpenOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;

/**
 * The time a run covers, whole hours.
 *
 * @param to exclusive
 */
record TableWindow(Instant from, Instant to) {

  /**
   * The part of the tables' time that is asked for.
   *
   * @throws DoorException when it is not in them
   */
  static TableWindow of(String name, Collection<SeriesSummary> series, OpenOptions options) {
    Instant first =
        series.stream()
            .map(SeriesSummary::first)
            .min(Instant::compareTo)
            .orElseThrow(() -> empty(name))
            .truncatedTo(ChronoUnit.HOURS);
    Instant last = series.stream().map(SeriesSummary::end).max(Instant::compareTo).orElse(first);
    Instant end = last.plusSeconds(3599).truncatedTo(ChronoUnit.HOURS);
    Instant from = first;
    if (options.from() != null) {
      from = options.from().atStartOfDay(ZoneOffset.UTC).toInstant();
      from = from.equals(first.truncatedTo(ChronoUnit.DAYS)) ? first : from;
    }
    Instant to = options.days() == null ? end : from.plus(Duration.ofDays(options.days()));
    if (from.isBefore(first) || to.isAfter(end) || !from.isBefore(to)) {
      throw new DoorException(
          "time-outside",
          name + " covers " + first + " to " + end + ", asked for " + from + " to " + to,
          "choose --from and --days within it");
    }
    return new TableWindow(from, to);
  }

  /** A window as long as asked for, from the first UTC day that lies in this one whole. */
  TableWindow first(Duration length) {
    Instant day = from.plusSeconds(86_399).truncatedTo(ChronoUnit.DAYS);
    return new TableWindow(day, day.plus(length));
  }

  /** The same a day later. */
  TableWindow nextDay() {
    return new TableWindow(from.plus(Duration.ofDays(1)), to.plus(Duration.ofDays(1)));
  }

  boolean isWithin(TableWindow other) {
    return !from.isBefore(other.from) && !to.isAfter(other.to);
  }

  static DoorException empty(String name) {
    return new DoorException(
        "data-empty",
        "The tables of " + name + " hold no value",
        "check 'missing' and the columns of its mapping");
  }

  /** Whether an interval that starts then belongs to it. */
  boolean holds(Instant start) {
    return !start.isBefore(from) && start.isBefore(to);
  }
}
