package io.commonwatt.market.dispatch.storage;

/**
 * A price on the greatest net power taken over the horizon.
 *
 * @param centPerKw of that power, for what is left of the billing period, non-negative
 * @param reachedKw already reached in the period, non-negative: below it, power is free
 */
public record CapacityCharge(double centPerKw, double reachedKw) {
  public CapacityCharge {
    if (!(centPerKw >= 0 && reachedKw >= 0 && Double.isFinite(centPerKw + reachedKw))) {
      throw new IllegalArgumentException(
          "Capacity charge of "
              + centPerKw
              + " ct/kW above "
              + reachedKw
              + " kW: both must be numbers and not negative");
    }
  }

  /** Cost at a greatest net power, ct. */
  double costCent(double peakKw) {
    return centPerKw * Math.max(reachedKw, peakKw);
  }
}
