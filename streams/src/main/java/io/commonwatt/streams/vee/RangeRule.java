package io.commonwatt.streams.vee;

/**
 * More than the connection can carry in the interval: fuse × voltage × Δt, with a tolerance.
 * Source: high demand check (California DASMMD), demand high limit (Itron IEE).
 */
final class RangeRule implements VeeRule {
  /** Stands in for a connection whose limit is not given: none carries 1 GW. */
  private static final double NO_CONNECTION_CARRIES_KW = 1_000_000;

  /** The limit with its tolerance, kW. */
  static double limitKw(MeteredPoint point) {
    double maxKw = point.usagePoint().maxKw();
    boolean given = maxKw > 0 && maxKw < NO_CONNECTION_CARRIES_KW;
    return (given ? maxKw : NO_CONNECTION_CARRIES_KW) * point.meterClass().rangeTolerance();
  }

  @Override
  public String name() {
    return "range";
  }

  @Override
  public Kind kind() {
    return Kind.FLAGS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return examination.rawWh > examination.limitWh;
  }

  @Override
  public String detail(Examination examination) {
    return examination.rawWh
        + " Wh is above the "
        + (long) examination.limitWh
        + " Wh that the connection of "
        + examination.usagePoint().maxKw()
        + " kW carries in an interval, tolerance included";
  }
}
