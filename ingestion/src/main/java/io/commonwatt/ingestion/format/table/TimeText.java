package io.commonwatt.ingestion.format.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * A way to write times: {@code iso}, {@code epoch-seconds}, {@code epoch-millis}, or a pattern of
 * {@link DateTimeFormatter} in English. Immutable.
 */
final class TimeText {

  private static final int MAX_LENGTH = 64;
  private static final int SECONDS_LENGTH = 20;
  private static final long MAX_EPOCH_SECOND = 253_402_300_799L;

  private final String name;
  private final DateTimeFormatter pattern;

  private TimeText(String name, DateTimeFormatter pattern) {
    this.name = name;
    this.pattern = pattern;
  }

  /**
   * A way to write times.
   *
   * @throws IllegalArgumentException when it is no pattern
   */
  static TimeText of(String name) {
    return switch (name) {
      case "iso", "epoch-seconds", "epoch-millis" -> new TimeText(name, null);
      default -> new TimeText(name, DateTimeFormatter.ofPattern(name, Locale.ENGLISH));
    };
  }

  /**
   * Reads a time: an instant where it carries its offset, a local time otherwise; a date is the
   * beginning of its day.
   *
   * @return null when the text is none
   */
  Moment parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return switch (name) {
        case "iso" -> iso(text);
        case "epoch-seconds" -> epoch(Long.parseLong(text), 1);
        case "epoch-millis" -> epoch(Long.parseLong(text), 1000);
        default -> moment(pattern.parse(text));
      };
    } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static Moment iso(String text) {
    char last = text.charAt(text.length() - 1);
    if (text.length() <= 10) {
      return new Moment(null, bounded(LocalDate.parse(text).atStartOfDay()));
    }
    String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    if (last == 'Z') {
      boolean plain = text.length() == SECONDS_LENGTH && !iso.startsWith("24", 11);
      return plain ? seconds(iso) : bounded(Instant.parse(iso));
    }
    boolean offset = iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
    return offset
        ? bounded(OffsetDateTime.parse(iso).toInstant())
        : new Moment(null, bounded(LocalDateTime.parse(iso)));
  }

  /** Reads {@code 2025-05-01T00:30:00Z}, by far the most frequent way, without a formatter. */
  private static Moment seconds(String iso) {
    if (iso.charAt(4) != '-'
        || iso.charAt(7) != '-'
        || iso.charAt(10) != 'T'
        || iso.charAt(13) != ':'
        || iso.charAt(16) != ':') {
      throw new DateTimeException("not as expected");
    }
    LocalDateTime local =
        LocalDateTime.of(
            digits(iso, 0, 4),
            digits(iso, 5, 7),
            digits(iso, 8, 10),
            digits(iso, 11, 13),
            digits(iso, 14, 16),
            digits(iso, 17, 19));
    return new Moment(bounded(local).toInstant(ZoneOffset.UTC), null);
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int at = from; at < to; at++) {
      char one = text.charAt(at);
      if (one < '0' || one > '9') {
        throw new DateTimeException("not a digit");
      }
      value = value * 10 + (one - '0');
    }
    return value;
  }

  private static Moment epoch(long count, int perSecond) {
    Instant second = Instant.ofEpochSecond(Math.floorDiv(count, (long) perSecond));
    return bounded(second.plusMillis(Math.floorMod(count, (long) perSecond)));
  }

  private static Moment moment(TemporalAccessor parsed) {
    LocalDate date = LocalDate.from(parsed);
    LocalDateTime local =
        parsed.isSupported(ChronoField.HOUR_OF_DAY)
            ? LocalDateTime.from(parsed)
            : date.atStartOfDay();
    if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
      return bounded(
          local.toInstant(ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))));
    }
    return new Moment(null, bounded(local));
  }

  private static Moment bounded(Instant instant) {
    if (Math.abs(instant.getEpochSecond()) > MAX_EPOCH_SECOND) {
      throw new DateTimeException("out of range");
    }
    return new Moment(instant, null);
  }

  private static LocalDateTime bounded(LocalDateTime local) {
    if (local.getYear() < 1 || local.getYear() > 9999) {
      throw new DateTimeException("out of range");
    }
    return local;
  }

  /** A time as read: one of the two is null. */
  record Moment(Instant instant, LocalDateTime local) {}
}
