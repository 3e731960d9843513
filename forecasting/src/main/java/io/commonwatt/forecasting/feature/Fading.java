package io.commonwatt.forecasting.feature;

/** How much what just happened still says about later: 1 at the issue, falling with the lead. */
final class Fading {

  private Fading() {}

  /** Weight at a lead that has fallen to a half at {@code hours}. */
  static double over(double hours, double leadHours) {
    double ratio = leadHours / hours;
    return 1 / (1 + ratio * ratio);
  }
}
