package io.commonwatt.market.dispatch.benchmark.solarhome;

/**
 * The published test: 30 days, battery half full at the start.
 *
 * @param costPerDay mean cost of grid energy, €/day
 * @param gridKwhPerDay mean energy from the grid
 * @param curtailedKwhPerDay mean PV energy curtailed
 * @param endKwh energy in the battery at the end
 * @param greatestGridKw greatest power from the grid
 */
public record SolarHomeRun(
    double costPerDay,
    double gridKwhPerDay,
    double curtailedKwhPerDay,
    double endKwh,
    double greatestGridKw) {

  private static final double TOLERANCE_KWH = 1e-9;

  /** Plays the test. */
  public static SolarHomeRun play(SolarHomeData data, SolarHomeController controller) {
    double stored = SolarHomeData.CAPACITY_KWH / 2;
    double cost = 0;
    double grid = 0;
    double curtailed = 0;
    double greatest = 0;
    for (int step = data.testStart(); step < data.testEnd(); step++) {
      double next = controller.storedAfter(step, stored);
      double flowKwh = data.netKwh(step) + next - stored;
      requirePossible(data, step, next, flowKwh);
      double importKwh = Math.max(0, flowKwh);
      cost += importKwh * SolarHomeData.pricePerKwh(step);
      grid += importKwh;
      curtailed += Math.max(0, -flowKwh);
      greatest = Math.max(greatest, importKwh / SolarHomeData.STEP_HOURS);
      stored = next;
    }
    int days = SolarHomeData.TEST_DAYS;
    return new SolarHomeRun(cost / days, grid / days, curtailed / days, stored, greatest);
  }

  private static void requirePossible(SolarHomeData data, int step, double next, double flowKwh) {
    double sunKwh = data.sunKwh(step);
    if (!(next >= -TOLERANCE_KWH
        && next <= SolarHomeData.CAPACITY_KWH + TOLERANCE_KWH
        && -flowKwh <= sunKwh + TOLERANCE_KWH)) {
      throw new IllegalStateException(
          "Step " + step + ": storing " + next + " kWh is not possible for this home");
    }
  }
}
