package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.table.TableMapping.Mark;
import io.commonwatt.ingestion.format.table.TableMapping.Order;
import io.commonwatt.ingestion.format.table.TableMapping.RepeatedHour;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes instants of local times. In the hour that a clock change repeats, the order of a series
 * tells which of the two is meant: from the row on whose time is not after the one before, it is
 * the second (descending: the first). What it keeps is one time for each series, of the last clock
 * change seen. Not thread-safe.
 */
final class LocalClock {

  private static final int MAX_SERIES = 1 << 20;

  private final ZoneId zone;
  private final ZoneRules rules;
  private final RepeatedHour repeatedHour;
  private final boolean descending;
  private final boolean ends;
  private final Map<String, Seen> seen = new HashMap<>();
  private ZoneOffsetTransition transition;

  /**
   * @param mark whether times name the ends of intervals: the last moment before a clock change may
   *     then be written as either clock shows it
   */
  LocalClock(ZoneId zone, RepeatedHour repeatedHour, Order order, Mark mark) {
    this.zone = zone;
    this.rules = zone.getRules();
    this.repeatedHour = repeatedHour;
    this.descending = order == Order.DESCENDING;
    this.ends = mark == Mark.END;
  }

  ZoneId zone() {
    return zone;
  }

  /**
   * The instant of a local time.
   *
   * @param series whose order counts
   * @return null when a clock change skips that time
   */
  Instant resolve(String series, LocalDateTime local, long line) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return switch (offsets.size()) {
      case 0 -> skipped(local);
      case 1 ->
          isEndOfRepeatedHour(series, local)
              ? local.toInstant(
                  byOrder(series, local, line)
                      ? transition.getOffsetAfter()
                      : transition.getOffsetBefore())
              : local.toInstant(offsets.get(0));
      default -> local.toInstant(offsets.get(isSecond(series, local, line) ? 1 : 0));
    };
  }

  /** The end of the last interval before a skipped hour; null for any other time in it. */
  private Instant skipped(LocalDateTime local) {
    ZoneOffsetTransition gap = rules.getTransition(local);
    return ends && local.equals(gap.getDateTimeBefore()) ? gap.getInstant() : null;
  }

  private boolean isEndOfRepeatedHour(String series, LocalDateTime local) {
    return ends
        && transition != null
        && local.equals(transition.getDateTimeBefore())
        && seen.containsKey(series);
  }

  private boolean isSecond(String series, LocalDateTime local, long line) {
    return switch (repeatedHour) {
      case FIRST -> false;
      case SECOND -> true;
      case REFUSE ->
          throw new FormatException(
              "table-repeated-hour",
              line,
              "Line "
                  + line
                  + ": "
                  + local
                  + " is there twice in "
                  + zone
                  + "; say in the mapping what repeatedHour means");
      case BY_ORDER -> byOrder(series, local, line);
    };
  }

  private boolean byOrder(String series, LocalDateTime local, long line) {
    ZoneOffsetTransition now = rules.getTransition(local);
    if (now != null && !now.equals(transition)) {
      seen.clear();
      transition = now;
    }
    Seen before = seen.get(series);
    boolean turned = before != null && before.turned();
    if (before != null && !isOnward(before.last(), local)) {
      if (turned) {
        throw new FormatException(
            "table-repeated-hour",
            line,
            "Line " + line + ": " + local + " of " + series + " is there a third time");
      }
      turned = true;
    }
    if (before == null && seen.size() == MAX_SERIES) {
      throw new FormatException(
          "table-repeated-hour",
          line,
          "The repeated hour has more than " + MAX_SERIES + " series; split the table");
    }
    seen.put(series, new Seen(local, turned));
    return turned != descending;
  }

  private boolean isOnward(LocalDateTime last, LocalDateTime local) {
    return descending ? local.isBefore(last) : local.isAfter(last);
  }

  private record Seen(LocalDateTime last, boolean turned) {}
}
