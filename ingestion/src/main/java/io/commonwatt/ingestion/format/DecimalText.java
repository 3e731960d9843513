package io.commonwatt.ingestion.format;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A decimal number as it was written, within the limits of a reading.
 *
 * @param mantissa with sign
 * @param powerOfTen -12…9
 */
public record DecimalText(long mantissa, int powerOfTen) {

  private static final int MIN_POWER = -12;
  private static final int MAX_POWER = 9;
  private static final int MAX_LENGTH = 64;
  private static final int MAX_EXPONENT = 99;

  /**
   * Reads a number: sign, digits, decimal separator, digits, exponent.
   *
   * @param decimal the decimal separator
   * @param tens the unit's power of ten, for example 3 for kWh
   * @return null when it is no number, or has more digits than a reading can hold
   */
  public static DecimalText parse(String text, char decimal, int tens) {
    return parse(text, decimal, tens, false);
  }

  /**
   * Reads a number as {@link #parse} does, rounded half even to 10⁻¹² where it has digits below.
   * Programs write them when they print binary fractions, such as 0.45399999999999996.
   */
  public static DecimalText parseRounded(String text, char decimal, int tens) {
    return parse(text, decimal, tens, true);
  }

  private static DecimalText parse(String text, char decimal, int tens, boolean rounded) {
    int length = text.length();
    if (length == 0 || length > MAX_LENGTH) {
      return null;
    }
    int at = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    boolean negative = text.charAt(0) == '-';
    long digits = 0;
    int power = tens;
    int zeros = 0; // trailing zeros not yet in digits
    boolean fraction = false;
    boolean any = false;
    for (; at < length; at++) {
      char one = text.charAt(at);
      if (one >= '0' && one <= '9') {
        any = true;
        if (fraction) {
          power--;
        }
        if (one == '0') {
          zeros++;
          continue;
        }
        digits = shifted(digits, zeros + 1, one - '0');
        if (digits < 0) {
          return null;
        }
        zeros = 0;
      } else if (one == decimal && !fraction) {
        fraction = true;
      } else {
        break;
      }
    }
    if (!any) {
      return null;
    }
    if (at < length) {
      int exponent = exponent(text, at);
      if (exponent == Integer.MIN_VALUE) {
        return null;
      }
      power += exponent;
    }
    return digits == 0
        ? new DecimalText(0, 0)
        : fit(negative ? -digits : digits, power, zeros, rounded);
  }

  /** The number. */
  public BigDecimal value() {
    return BigDecimal.valueOf(mantissa, -powerOfTen);
  }

  private static DecimalText fit(long digits, int lowest, int zeros, boolean rounded) {
    int power = lowest + zeros;
    long mantissa = digits;
    while (power > MAX_POWER || (power > 0 && power > lowest)) {
      if (Math.abs(mantissa) > Long.MAX_VALUE / 10) {
        return power > MAX_POWER ? null : new DecimalText(mantissa, power);
      }
      mantissa *= 10;
      power--;
    }
    if (power < MIN_POWER) {
      return rounded ? rounded(BigDecimal.valueOf(mantissa, -power)) : null;
    }
    return new DecimalText(mantissa, power);
  }

  private static DecimalText rounded(BigDecimal value) {
    BigDecimal fitting = value.setScale(-MIN_POWER, RoundingMode.HALF_EVEN).stripTrailingZeros();
    BigDecimal plain = fitting.scale() < 0 ? fitting.setScale(0) : fitting;
    return new DecimalText(plain.unscaledValue().longValueExact(), -plain.scale());
  }

  /** Digits shifted by places with one digit added; -1 when they do not fit. */
  private static long shifted(long digits, int places, int digit) {
    if (digits == 0) {
      return digit;
    }
    long value = digits;
    for (int i = 0; i < places; i++) {
      if (value > (Long.MAX_VALUE - 9) / 10) {
        return -1;
      }
      value *= 10;
    }
    return value + digit;
  }

  /** The exponent that begins there; the least integer when there is none. */
  private static int exponent(String text, int at) {
    char mark = text.charAt(at);
    if ((mark != 'e' && mark != 'E') || at + 1 == text.length() || text.length() - at > 5) {
      return Integer.MIN_VALUE;
    }
    try {
      int exponent = Integer.parseInt(text.substring(at + 1));
      return Math.abs(exponent) > MAX_EXPONENT ? Integer.MIN_VALUE : exponent;
    } catch (NumberFormatException e) {
      return Integer.MIN_VALUE;
    }
  }
}
