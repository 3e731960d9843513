package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * The greatest district energy of a block of the load factor so far, and what blocks usually reach.
 * Not thread-safe.
 */
final class BlockPeak {

  private static final int BLOCK = CityLearnScore.BLOCK_HOURS;

  private double greatestKwh;
  private double usualKwh;

  /** Sees the hour that has ended. */
  void follow(CityLearnView view) {
    if (view.now() % BLOCK == 0) {
      usualKwh = usualKwh == 0 ? greatestKwh : (usualKwh + greatestKwh) / 2;
      greatestKwh = 0;
    }
    greatestKwh = Math.max(greatestKwh, view.districtKwh(view.now()));
  }

  /**
   * What the block of an hour has reached before it, kWh.
   *
   * @param floor share of what blocks usually reach that counts as reached from the start
   */
  double reachedKwh(int hour, double floor) {
    return Math.max(hour % BLOCK == 0 ? 0 : greatestKwh, floor * usualKwh);
  }

  /** Whether two hours share a block. */
  static boolean isSame(int hour, int other) {
    return hour / BLOCK == other / BLOCK;
  }
}
