package io.commonwatt.ingestion.simulator;

/** Load of one home on one local day, by quarter-hour of the local day. */
final class LocalDayLoad {

  private static final int MINUTES_PER_QUARTER = 15;

  private final double[] energyWh = new double[SunPath.QUARTERS];
  private final boolean[] active = new boolean[SunPath.QUARTERS];

  /** Energy of a quarter-hour, Wh. */
  double energyWh(int quarter) {
    return energyWh[quarter];
  }

  /** Whether somebody is up and at home. */
  boolean active(int quarter) {
    return active[quarter];
  }

  void setActive(double fromHour, double toHour, boolean value) {
    int from = (int) StrictMath.max(0, StrictMath.rint(fromHour * 4));
    int to = (int) StrictMath.min(SunPath.QUARTERS, StrictMath.rint(toHour * 4));
    for (int quarter = from; quarter < to; quarter++) {
      active[quarter] = value;
    }
  }

  void add(int quarter, double wattHours) {
    energyWh[quarter] += wattHours;
  }

  /** Spreads the energy of an event over its time; what reaches past the day is left out. */
  void addEvent(double startHour, double minutes, double wattHours) {
    double from = StrictMath.max(0, startHour * 60);
    double to = from + minutes;
    for (int quarter = (int) (from / MINUTES_PER_QUARTER);
        quarter < SunPath.QUARTERS && quarter * MINUTES_PER_QUARTER < to;
        quarter++) {
      double start = StrictMath.max(from, quarter * MINUTES_PER_QUARTER);
      double end = StrictMath.min(to, (quarter + 1) * MINUTES_PER_QUARTER);
      energyWh[quarter] += wattHours * (end - start) / minutes;
    }
  }
}
