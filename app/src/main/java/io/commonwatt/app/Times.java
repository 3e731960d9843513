package io.commonwatt.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** Times as people give them to commands. */
final class Times {

  private Times() {}

  /** A day (its first moment, UTC) or an instant; null stays null. */
  static Instant parse(String option, String value) {
    if (value == null) {
      return null;
    }
    try {
      return value.length() == 10
          ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw UserError.usage(
          "option", option + " is " + value, "use a day (2025-05-01) or an instant");
    }
  }
}
