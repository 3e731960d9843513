package io.commonwatt.ingestion.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A time with its offset, such as {@code 2026-03-29T01:30:00+01:00}. */
public final class OffsetTime {

  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
  private static final int NANOS_PER_MS = 1_000_000;

  private OffsetTime() {}

  /**
   * The instant of a text.
   *
   * @param rule code it is refused under
   * @param field where it stands, for the message
   * @throws FormatException when it is no time from 1900 to 2199 to the millisecond
   */
  public static Instant parse(String rule, String field, String text, long line) {
    try {
      Instant time =
          text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
      if (time.getNano() % NANOS_PER_MS == 0 && !time.isBefore(FIRST) && time.isBefore(LAST)) {
        return time;
      }
    } catch (DateTimeException e) {
      // Falls through to the message below.
    }
    throw new FormatException(
        rule,
        line,
        "Field '"
            + field
            + "' holds '"
            + text
            + "'; expected a time from 1900 to 2199 with its offset, to the millisecond at most,"
            + " such as 2026-03-29T01:30:00+01:00");
  }
}
