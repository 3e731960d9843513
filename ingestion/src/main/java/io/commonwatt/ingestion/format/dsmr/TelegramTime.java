package io.commonwatt.ingestion.format.dsmr;

import io.commonwatt.ingestion.format.FormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Times of telegrams: {@code yyMMddhhmmssX}, local, with X = S in summer time and W in winter time.
 * The letter decides, not the calendar: W is the zone's standard time, S one hour ahead of it. So
 * both hours of the 25-hour day are told apart, and a meter that never changes its clock is right
 * as well.
 */
final class TelegramTime {

  private static final int DIGITS = 12;
  private static final int HOUR_SECONDS = 3600;

  private final ZoneId zone;

  TelegramTime(ZoneId zone) {
    this.zone = zone;
  }

  /** The instant of a time. */
  Instant parse(String text, long line) {
    if (text.length() < DIGITS || text.length() > DIGITS + 1) {
      throw refused(text, line);
    }
    int[] parts = new int[6];
    for (int i = 0; i < DIGITS; i++) {
      char one = text.charAt(i);
      if (one < '0' || one > '9') {
        throw refused(text, line);
      }
      parts[i / 2] = parts[i / 2] * 10 + (one - '0');
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(2000 + parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
      return local.toInstant(offset(local, text, line));
    } catch (DateTimeException e) {
      throw refused(text, line);
    }
  }

  private ZoneOffset offset(LocalDateTime local, String text, long line) {
    ZoneOffset standard = zone.getRules().getStandardOffset(local.toInstant(ZoneOffset.UTC));
    if (text.length() == DIGITS) {
      List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
      if (offsets.size() == 1) {
        return offsets.get(0);
      }
      throw new FormatException(
          "dsmr-time",
          line,
          "Line "
              + line
              + ": time '"
              + text
              + "' names neither S nor W and falls into an hour of a clock change");
    }
    return switch (text.charAt(DIGITS)) {
      case 'W', 'w' -> standard;
      case 'S', 's' -> ZoneOffset.ofTotalSeconds(standard.getTotalSeconds() + HOUR_SECONDS);
      default -> throw refused(text, line);
    };
  }

  private static FormatException refused(String text, long line) {
    return new FormatException(
        "dsmr-time",
        line,
        "Line "
            + line
            + ": '"
            + (text.length() > 20 ? text.substring(0, 20) + "…" : text)
            + "' is no time; expected yyMMddhhmmss and S or W");
  }
}
