package io.commonwatt.app.demo;

import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How fast data time passes.
 *
 * @param factor data seconds per wall second; empty = as fast as the machine can
 */
public record Speed(OptionalDouble factor) {

  public static final Speed MAX = new Speed(OptionalDouble.empty());

  /**
   * Reads {@code max} or a factor such as {@code 60x}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static Speed parse(String text) {
    if (text.equals("max")) {
      return MAX;
    }
    String digits = text.endsWith("x") ? text.substring(0, text.length() - 1) : text;
    try {
      double factor = Double.parseDouble(digits);
      if (factor > 0 && Double.isFinite(factor)) {
        return new Speed(OptionalDouble.of(factor));
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both faults
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a speed: use max, or a factor such as 60x");
  }

  @Override
  public String toString() {
    return factor.isEmpty() ? "max" : trim(factor.getAsDouble()) + "x";
  }

  private static String trim(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<Speed> {
    @Override
    public Speed convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
