package io.commonwatt.forecasting.backtest.learnt;

/** A way to forecast that a blend may trust. Deterministic; not thread-safe. */
interface Member {

  /** Name of the method. */
  String title();

  /** Learns, anew each time. */
  void learn(AheadLearning learning);

  /**
   * Quantiles of a target, scaled.
   *
   * @param rows of the issue
   * @param row of the target, filled
   * @param into filled, one per level; ordered
   */
  void quantiles(AheadRows rows, int target, double[] row, double[] into);
}
