package io.commonwatt.forecasting.backtest;

import java.util.Arrays;

/** Gathers values without gaps and reads quantiles off them. Reused; not thread-safe. */
public final class SortedValues {

  private double[] values;
  private int size;
  private boolean sorted;

  /**
   * @param capacity values expected; grows when there are more
   */
  public SortedValues(int capacity) {
    values = new double[Math.max(1, capacity)];
  }

  public void clear() {
    size = 0;
    sorted = false;
  }

  /** Adds a value; NaN is left out. */
  public void add(double value) {
    if (!Double.isNaN(value)) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
      sorted = false;
    }
  }

  public int size() {
    return size;
  }

  /**
   * Quantile by linear interpolation between the order statistics around rank (n − 1)·level, the
   * seventh definition of Hyndman and Fan (1996) and the default of numpy; NaN without values.
   */
  public double quantile(double level) {
    if (size == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(values, 0, size);
      sorted = true;
    }
    double rank = (size - 1) * level;
    int below = (int) rank;
    double low = values[below];
    double high = values[Math.min(below + 1, size - 1)];
    return low + (high - low) * (rank - below);
  }
}
