package io.commonwatt.forecasting.backtest;

/**
 * Prices of energy on the intervals of a series, each known from its publication on. Gaps are NaN.
 * Immutable.
 */
public final class Prices {

  /** No prices. */
  public static final Prices NONE = new Prices(new double[0], new int[0]);

  private final double[] perMwh;
  private final int[] publishedBy;

  /**
   * @param perMwh one per interval of the series, in any currency per MWh
   * @param publishedBy index of the first interval that begins after a price was published
   */
  public Prices(double[] perMwh, int[] publishedBy) {
    if (perMwh.length != publishedBy.length) {
      throw new IllegalArgumentException(
          perMwh.length + " prices and " + publishedBy.length + " times of publication");
    }
    this.perMwh = perMwh.clone();
    this.publishedBy = publishedBy.clone();
  }

  /** Price of an interval as far as it is published before a cut-off; NaN where it is not. */
  public double at(int index, int cutOff) {
    boolean there = index >= 0 && index < perMwh.length && publishedBy[index] <= cutOff;
    return there ? perMwh[index] : Double.NaN;
  }

  /** Whether most prices of a window are published before it is forecast. */
  boolean reach(Window window) {
    int known = 0;
    for (int index = window.first(); index < window.end(); index++) {
      known += Double.isNaN(at(index, window.cutOff())) ? 0 : 1;
    }
    return 2 * known > window.steps();
  }
}
