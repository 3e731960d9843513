package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.DecimalText;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The two readings of a 250 record, held against its quantity. The quantity is the advance of the
 * register, over its rollover where the later figure is the smaller, times a whole multiplier where
 * the meter has a transformer; the registry knows that multiplier. A register of direction I may
 * run backwards; its readings are then handed on with their sign reversed, so that they grow.
 *
 * @param backwards whether the register runs backwards
 */
record Advance(String previousText, String currentText, boolean backwards) {

  /** Reads and checks the figures of a record. */
  static Advance of(NemLine line, Channel channel) {
    BigDecimal previous = figure(line, 8, "previous reading");
    BigDecimal current = figure(line, 13, "current reading");
    BigDecimal quantity = figure(line, 18, "quantity");
    String previousText = line.cell(8);
    String currentText = line.cell(13);
    if (previous.signum() < 0 || current.signum() < 0) {
      throw line.refused("nem13-value", "has a negative register reading");
    }
    BigDecimal tolerance =
        BigDecimal.ONE.scaleByPowerOfTen(-Math.min(previous.scale(), current.scale()));
    BigDecimal forward = current.subtract(previous);
    BigDecimal target = channel == Channel.EXPORT ? quantity.abs() : quantity;
    if (isAdvance(forward, target, tolerance)) {
      return new Advance(previousText, currentText, false);
    }
    int digits = integerDigits(currentText);
    if (forward.signum() < 0 && digits == integerDigits(previousText)) {
      if (isAdvance(forward.add(BigDecimal.ONE.scaleByPowerOfTen(digits)), target, tolerance)) {
        return new Advance(previousText, currentText, false);
      }
    }
    if (channel == Channel.EXPORT && isAdvance(forward.negate(), target, tolerance)) {
      return new Advance(previousText, currentText, true);
    }
    throw line.refused(
        "nem13-quantity",
        "has quantity "
            + line.cell(18)
            + ", but its register went from "
            + previousText
            + " to "
            + currentText);
  }

  DecimalText previous(NemStream stream) {
    return shown(previousText, stream);
  }

  DecimalText current(NemStream stream) {
    return shown(currentText, stream);
  }

  private DecimalText shown(String text, NemStream stream) {
    DecimalText value = DecimalText.parse(text, '.', stream.tens());
    return backwards ? new DecimalText(-value.mantissa(), value.powerOfTen()) : value;
  }

  /** Whether the quantity is the advance, or a whole multiple of it, within its last digit. */
  private static boolean isAdvance(BigDecimal advance, BigDecimal quantity, BigDecimal tolerance) {
    if (advance.subtract(quantity).abs().compareTo(tolerance) < 0) {
      return true;
    }
    if (advance.signum() <= 0 || quantity.signum() <= 0) {
      return false;
    }
    BigInteger multiplier = quantity.divideToIntegralValue(advance).toBigInteger();
    return multiplier.signum() > 0
        && advance.multiply(new BigDecimal(multiplier)).compareTo(quantity) == 0;
  }

  private static BigDecimal figure(NemLine line, int position, String name) {
    String text = line.cell(position);
    // In every unit of energy, from Wh to MWh.
    if (DecimalText.parse(text, '.', 0) == null || DecimalText.parse(text, '.', 6) == null) {
      throw line.refused(
          "nem13-value",
          "has "
              + name
              + " '"
              + (text.length() > 20 ? text.substring(0, 20) + "…" : text)
              + "'; expected a decimal number");
    }
    BigDecimal shown = new BigDecimal(text);
    return shown.scale() < 0 ? shown.setScale(0) : shown;
  }

  private static int integerDigits(String text) {
    int point = text.indexOf('.');
    return point < 0 ? text.length() : point;
  }
}
