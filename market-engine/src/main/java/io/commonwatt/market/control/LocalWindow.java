package io.commonwatt.market.control;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A window of each local day, from one minute to the next time it is another. A minute that a
 * change of the clock leaves out is the first one after it.
 *
 * @param fromMinute of the local day
 * @param untilMinute of the same day, or of the next where it is not later
 */
record LocalWindow(int fromMinute, int untilMinute, ZoneId zone) {

  private static final int MINUTES_PER_HOUR = 60;

  /** One window. */
  record Period(long fromSecond, long untilSecond) {}

  /** The window that holds a time, else the next one. */
  Period atOrAfter(long second) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(second), zone).minusDays(1);
    while (true) {
      long from = second(day, fromMinute);
      long until = second(untilMinute > fromMinute ? day : day.plusDays(1), untilMinute);
      if (until > second && until > from) {
        return new Period(from, until);
      }
      day = day.plusDays(1);
    }
  }

  private long second(LocalDate day, int minute) {
    return day.atTime(minute / MINUTES_PER_HOUR, minute % MINUTES_PER_HOUR)
        .atZone(zone)
        .toEpochSecond();
  }
}
