package io.commonwatt.ingestion.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.commonwatt.ingestion.format.FormatException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A decimal number within the limits of a reading. Digits below 10⁻¹² are dropped, rounding down:
 * they are what computing with binary fractions leaves behind.
 *
 * @param powerOfTen -12…9
 */
public record JsonNumber(long mantissa, int powerOfTen) {

  private static final int MAX_SCALE = 12;
  private static final int MIN_SCALE = -9;
  private static final int MAX_EXPONENT = 40;
  private static final int LONG_BITS = 63;

  /** Reads the number, or the text with a number, the parser stands at. */
  static JsonNumber read(JsonParser parser, long line) throws IOException {
    JsonToken token = parser.currentToken();
    if (token != null && (token.isNumeric() || token == JsonToken.VALUE_STRING)) {
      try {
        return of(new BigDecimal(parser.getText()), 0, line);
      } catch (NumberFormatException e) {
        // Falls through to the message below.
      }
    }
    throw new FormatException(
        "json-number", line, "Field 'value' is a decimal number, not " + parser.getText());
  }

  /**
   * A number times a power of ten.
   *
   * @throws FormatException code {@code json-number} when it is too large
   */
  public static JsonNumber of(BigDecimal number, int tens, long line) {
    if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
      throw tooLarge(number.toString(), line);
    }
    BigDecimal fitted = number.scaleByPowerOfTen(tens);
    if (fitted.scale() > MAX_SCALE) {
      fitted = fitted.setScale(MAX_SCALE, RoundingMode.FLOOR);
    } else if (fitted.scale() < MIN_SCALE) {
      fitted = fitted.setScale(MIN_SCALE);
    }
    while (fitted.unscaledValue().bitLength() > LONG_BITS && fitted.scale() > MIN_SCALE) {
      fitted = fitted.setScale(fitted.scale() - 1, RoundingMode.FLOOR);
    }
    if (fitted.unscaledValue().bitLength() > LONG_BITS) {
      throw tooLarge(number.toString(), line);
    }
    return new JsonNumber(fitted.unscaledValue().longValue(), -fitted.scale());
  }

  JsonNumber times(int tens, long line) {
    int power = powerOfTen + tens;
    return power <= -MIN_SCALE
        ? new JsonNumber(mantissa, power)
        : of(BigDecimal.valueOf(mantissa, -powerOfTen), tens, line);
  }

  private static FormatException tooLarge(String number, long line) {
    return new FormatException("json-number", line, "Number " + number + " is too large");
  }
}
