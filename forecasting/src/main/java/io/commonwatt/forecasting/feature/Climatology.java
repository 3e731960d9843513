package io.commonwatt.forecasting.feature;

/**
 * Weighted empirical quantiles of a small sample: what usually happens at that time of day. Reused
 * from row to row; not thread-safe.
 */
public final class Climatology {

  /** Less than one by more than rounding. */
  private static final double NEARLY = 1 - 1e-9;

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

  /** Adds a value that is not less than any before it. */
  void append(double value, double weight) {
    values[size] = value;
    weights[size++] = weight;
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
    double previousMiddle = 0;
    int level = 0;
    double soon = NEARLY * levels[0] * total;
    for (int i = 0; i < size && level < levels.length; i++) {
      double middle = before + weights[i] / 2;
      // Few values stand at a level; only they are worth a division.
      if (middle >= soon) {
        double at = middle / total;
        double previousAt = previousMiddle / total;
        for (; level < levels.length && levels[level] <= at; level++) {
          into[level] =
              i == 0 ? values[0] : between(i, (levels[level] - previousAt), at - previousAt);
        }
        soon = level < levels.length ? NEARLY * levels[level] * total : 0;
      }
      before += weights[i];
      previousMiddle = middle;
    }
    for (; level < levels.length; level++) {
      into[level] = values[size - 1];
    }
  }

  private double between(int i, double along, double apart) {
    return Math.min(values[i], values[i - 1] + (values[i] - values[i - 1]) * along / apart);
  }
}
