package io.commonwatt.ingestion.door.csv;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The cells of a line and how they are read. Quotes are not known: no column of ours needs one. */
public final class Cells {

  private static final int ISO_SECONDS_LENGTH = 20;

  private Cells() {}

  /** Splits at commas; an empty cell is an empty text. */
  public static String[] split(String line) {
    return split(line, ',');
  }

  /** Splits at a separator. */
  public static String[] split(String line, char separator) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, from)) {
      cells.add(line.substring(from, at));
      from = at + 1;
    }
    cells.add(line.substring(from));
    return cells.toArray(new String[0]);
  }

  /**
   * Reads an ISO 8601 time with its offset, such as {@code 2025-05-01T00:30:00Z}.
   *
   * @throws UnreadableException rule {@code csv-time}
   */
  public static Instant instant(String text, String column) throws UnreadableException {
    try {
      if (text.length() == ISO_SECONDS_LENGTH && text.charAt(ISO_SECONDS_LENGTH - 1) == 'Z') {
        return Instant.parse(text);
      }
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UnreadableException(
          "csv-time",
          "Column '"
              + column
              + "' holds '"
              + text
              + "', which is not a time with its offset, such as 2025-05-01T00:30:00Z");
    }
  }

  /**
   * Reads a whole number within limits.
   *
   * @throws UnreadableException rule {@code csv-number}
   */
  public static int integer(String text, String column, int min, int max)
      throws UnreadableException {
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message below.
    }
    throw new UnreadableException(
        "csv-number",
        "Column '" + column + "' holds '" + text + "'; expected a whole number " + min + "…" + max);
  }

  /**
   * Reads a physical quantity.
   *
   * @throws UnreadableException rule {@code csv-number}
   */
  public static double number(String text, String column) throws UnreadableException {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the message below.
    }
    throw new UnreadableException(
        "csv-number", "Column '" + column + "' holds '" + text + "', which is not a number");
  }

  /**
   * Reads a number that is whole after a shift by a power of ten, exactly.
   *
   * @throws UnreadableException rule {@code csv-number} when digits are left over
   */
  public static long whole(String text, String column, int tens) throws UnreadableException {
    BigDecimal value = ExactDecimal.parse(text, column).value().scaleByPowerOfTen(tens);
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw new UnreadableException(
          "csv-number", "Column '" + column + "' holds '" + text + "', which has too many digits");
    }
  }

  /**
   * Reads a number and rounds it, half even, after a shift by a power of ten.
   *
   * @throws UnreadableException rule {@code csv-number}
   */
  public static long rounded(String text, String column, int tens) throws UnreadableException {
    BigDecimal value = ExactDecimal.parse(text, column).value().scaleByPowerOfTen(tens);
    try {
      return value.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    } catch (ArithmeticException e) {
      throw new UnreadableException(
          "csv-number", "Column '" + column + "' holds '" + text + "', which is too large");
    }
  }
}
