package io.commonwatt.market.dispatch;

import java.util.Objects;

/**
 * A small price on leaving what was told before, so that plans do not flap when forecasts move
 * little.
 *
 * @param previous what was told
 * @param centPerKwh of energy by which the setpoints differ
 */
public record Loyalty(PreviousPlan previous, double centPerKwh) {
  public Loyalty {
    Objects.requireNonNull(previous, "previous");
    if (!(centPerKwh >= 0)) {
      throw new IllegalArgumentException(
          "Price of leaving a plan: " + centPerKwh + " ct/kWh; give 0 or more");
    }
  }
}
