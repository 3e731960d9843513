package io.commonwatt.ingestion.door.csv;

import java.math.BigDecimal;

/**
 * A decimal number as it was written: mantissa × 10^powerOfTen.
 *
 * @param mantissa with sign
 * @param powerOfTen as written, trailing zeros kept
 */
public record ExactDecimal(long mantissa, int powerOfTen) {

  private static final int MAX_LENGTH = 40;
  private static final int MAX_SCALE = 30;

  /**
   * Reads a number.
   *
   * @param column for the message
   * @throws UnreadableException rule {@code csv-number} when it is none, or does not fit
   */
  public static ExactDecimal parse(String text, String column) throws UnreadableException {
    try {
      if (text.length() <= MAX_LENGTH) {
        BigDecimal value = new BigDecimal(text);
        if (Math.abs((long) value.scale()) <= MAX_SCALE) {
          return new ExactDecimal(value.unscaledValue().longValueExact(), -value.scale());
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Falls through to the message below.
    }
    throw new UnreadableException(
        "csv-number",
        "Column '" + column + "' holds '" + shorten(text) + "', which is not a decimal number");
  }

  /** The number times a whole factor. */
  public ExactDecimal times(long factor) throws UnreadableException {
    try {
      return new ExactDecimal(Math.multiplyExact(mantissa, factor), powerOfTen);
    } catch (ArithmeticException e) {
      throw new UnreadableException("csv-number", "Number " + value() + " is too large");
    }
  }

  /** The number times a power of ten. */
  public ExactDecimal shifted(int tens) {
    return new ExactDecimal(mantissa, powerOfTen + tens);
  }

  /**
   * The same number with its power of ten within limits; digits below the lowest are dropped,
   * rounding down.
   *
   * @throws UnreadableException rule {@code csv-number} when it is too large
   */
  public ExactDecimal within(int minPower, int maxPower) throws UnreadableException {
    long digits = mantissa;
    int power = powerOfTen;
    for (; power < minPower; power++) {
      digits = Math.floorDiv(digits, 10L);
    }
    for (; power > maxPower; power--) {
      if (Math.abs(digits) > Long.MAX_VALUE / 10) {
        throw new UnreadableException("csv-number", "Number " + value() + " is too large");
      }
      digits *= 10;
    }
    return new ExactDecimal(digits, power);
  }

  public BigDecimal value() {
    return BigDecimal.valueOf(mantissa, -powerOfTen);
  }

  private static String shorten(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }
}
