package io.commonwatt.forecasting.backtest;

/**
 * One forecast of a backtest: the intervals [first, end) from what lies before the cut-off.
 *
 * @param cutOff index of the first interval that may not be seen
 */
public record Window(int cutOff, int first, int end) {

  public Window {
    if (cutOff < 0 || first < cutOff || end <= first) {
      throw new IllegalArgumentException(
          "A forecast of [" + first + ", " + end + ") from before " + cutOff + " is none");
    }
  }

  /** Number of intervals. */
  public int steps() {
    return end - first;
  }
}
