package io.commonwatt.streams.completeness;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A local day in epoch seconds.
 *
 * @param day epoch day
 */
record LocalDayTimes(long day, long from, long to, long deadline) {

  static LocalDayTimes of(long day, ZoneId zone, LocalTime deadline) {
    LocalDate date = LocalDate.ofEpochDay(day);
    LocalDate next = date.plusDays(1);
    return new LocalDayTimes(
        day,
        date.atStartOfDay(zone).toEpochSecond(),
        next.atStartOfDay(zone).toEpochSecond(),
        next.atTime(deadline).atZone(zone).toEpochSecond());
  }

  static long dayOf(long second, ZoneId zone) {
    return Instant.ofEpochSecond(second).atZone(zone).toLocalDate().toEpochDay();
  }
}
