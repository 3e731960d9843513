package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.FormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * Reads the times (xs:dateTime) of one series in their order. A time without offset is local time
 * of the zone given; a local hour that occurs twice is resolved by the order of the series,
 * forwards or backwards. Not thread-safe.
 */
public final class XmlTimes {

  /** Times before are refused. */
  public static final Instant FIRST = Instant.EPOCH;

  /** Times from then on are refused. */
  public static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private static final String END_OF_DAY = "T24:00";

  private final ZoneId zone;
  private Instant previous;
  private boolean backwards;

  /**
   * @param zone zone of local times; null when they are refused
   */
  public XmlTimes(ZoneId zone) {
    this.zone = zone;
  }

  /** Another series begins. */
  public void restart() {
    previous = null;
    backwards = false;
  }

  /**
   * Reads a time.
   *
   * @param what the element, for the message
   * @throws FormatException code {@code xml-time} when it is none, {@code xml-time-zone} when it
   *     has no offset and no zone was given, {@code xml-time-gap} when the zone's clocks skip it
   */
  public Instant read(String text, String what, long line) {
    Instant time = instant(text, what, line);
    check(time, what, line);
    if (previous != null && !time.equals(previous)) {
      backwards = time.isBefore(previous);
    }
    previous = time;
    return time;
  }

  /** Refuses what lies outside the times the platform keeps. */
  public static void check(Instant time, String what, long line) {
    if (time.isBefore(FIRST) || !time.isBefore(LAST)) {
      throw new FormatException(
          "xml-time",
          line,
          "Element '" + what + "' is " + time + "; expected a time from 1970 to 2199");
    }
  }

  private Instant instant(String text, String what, long line) {
    boolean endOfDay = text.contains(END_OF_DAY);
    int days = endOfDay ? 1 : 0;
    LocalDateTime local;
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              endOfDay ? text.replace(END_OF_DAY, "T00:00") : text,
              OffsetDateTime::from,
              LocalDateTime::from);
      if (parsed instanceof OffsetDateTime absolute) {
        return absolute.plusDays(days).toInstant().truncatedTo(ChronoUnit.MILLIS);
      }
      local = ((LocalDateTime) parsed).plusDays(days).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      throw new FormatException(
          "xml-time",
          line,
          "Element '"
              + what
              + "' holds '"
              + XmlReader.shorten(text)
              + "', which is not a time such as 2025-05-01T00:30:00Z",
          e);
    }
    if (zone == null) {
      throw new FormatException(
          "xml-time-zone",
          line,
          "Element '"
              + what
              + "' holds '"
              + text
              + "', a local time without offset; say which zone it is in");
    }
    return resolve(local, what, line);
  }

  private Instant resolve(LocalDateTime local, String what, long line) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() == 1) {
      return local.toInstant(offsets.get(0));
    }
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = zone.getRules().getTransition(local);
      if (local.equals(gap.getDateTimeBefore())) {
        // The end of the last interval before the clocks go forward.
        return gap.getInstant();
      }
      throw new FormatException(
          "xml-time-gap",
          line,
          "Element '" + what + "' holds " + local + ", which the clocks of " + zone + " skip");
    }
    Instant early = local.toInstant(offsets.get(0));
    Instant late = local.toInstant(offsets.get(1));
    if (previous == null) {
      return early;
    }
    if (backwards) {
      return late.isBefore(previous) ? late : early.isBefore(previous) ? early : late;
    }
    return early.isAfter(previous) ? early : late;
  }
}
