package io.commonwatt.forecasting.feature;

/**
 * Weighted empirical quantiles of a small sample: what usually happens at that time of day. Reused
 * from row to row; not thread-safe.
 */
public final class Climatology {

  private final double[] values;
  private final double[] weights;
  private int size;

  public Climatology(int capacity) {
    values = new double[capacity];
    weights = new double[capacity];
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  /** Adds a value, kept sorted; NaN is ignored. */
  public void add(double value, double weight) {
    if (Double.isNaN(value)) {
      return;
    }
    int at = size++;
    while (at > 0 && values[at - 1] > value) {
      values[at] = values[at - 1];
      weights[at] = weights[at - 1];
      at--;
    }
    values[at] = value;
    weights[at] = weight;
  }

  /**
   * Quantiles at ascending levels: each value stands in the middle of its weight, linear between,
   * the extremes beyond. The sample must not be empty.
   */
  public void quantiles(double[] levels, double[] into) {
    double total = 0;
    for (int i = 0; i < size; i++) {
      total += weights[i];
    }
    double before = 0;
    int level = 0;
    double previousAt = 0;
    for (int i = 0; i < size && level < levels.length; i++) {
      double at = (before + weights[i] / 2) / total;
      while (level < levels.length && levels[level] <= at) {
        into[level] =
            i == 0
                ? values[0]
                : Math.min(
                    values[i],
                    values[i - 1]
                        + (values[i] - values[i - 1])
                            * (levels[level] - previousAt)
                            / (at - previousAt));
        level++;
      }
      before += weights[i];
      previousAt = at;
    }
    for (; level < levels.length; level++) {
      into[level] = values[size - 1];
    }
  }
}
