package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.FormatException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A decimal number as it was written: mantissa × 10^powerOfTen.
 *
 * @param mantissa with sign
 * @param powerOfTen -12…9
 */
public record Decimal(long mantissa, int powerOfTen) {

  private static final int MAX_LENGTH = 40;
  private static final int MAX_SCALE = 40;
  private static final int MIN_POWER = -12;
  private static final int MAX_POWER = 9;

  /**
   * Reads a number and shifts it by a sender's multiplier. Digits below 10^-12 are dropped,
   * rounding down; they are left over from binary fractions, and no meter has them.
   *
   * @param tens the multiplier's power of ten
   * @param what the element, for the message
   * @throws FormatException code {@code xml-number}
   */
  public static Decimal parse(String text, int tens, String what, long line) {
    long plain = plainLong(text);
    if (plain != Long.MIN_VALUE && tens >= MIN_POWER && tens <= MAX_POWER) {
      return new Decimal(plain, tens);
    }
    try {
      if (text.length() <= MAX_LENGTH && Math.abs(tens) <= MAX_SCALE) {
        BigDecimal value = new BigDecimal(text);
        if (Math.abs((long) value.scale()) <= MAX_SCALE) {
          return of(value.scaleByPowerOfTen(tens));
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Falls through to the message below.
    }
    throw new FormatException(
        "xml-number",
        line,
        "Element '"
            + what
            + "' holds '"
            + XmlReader.shorten(text)
            + "' × 10^"
            + tens
            + ", which is not a decimal number the platform can keep");
  }

  /** The same value with the opposite sign. */
  public Decimal negated() {
    return new Decimal(Math.negateExact(mantissa), powerOfTen);
  }

  private static Decimal of(BigDecimal value) {
    int power = Math.max(MIN_POWER, Math.min(MAX_POWER, -value.scale()));
    BigInteger digits = value.setScale(-power, RoundingMode.FLOOR).unscaledValue();
    long mantissa = digits.longValueExact();
    if (mantissa == Long.MIN_VALUE) {
      throw new ArithmeticException("no opposite");
    }
    return new Decimal(mantissa, power);
  }

  /** A whole number of at most 18 digits; {@link Long#MIN_VALUE} when it is another number. */
  private static long plainLong(String text) {
    int length = text.length();
    if (length == 0 || length > 18) {
      return Long.MIN_VALUE;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Long.MIN_VALUE;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
