package io.commonwatt.market.dispatch.benchmark.citylearn;

/** Linear regression with a ridge and exponential forgetting, fed row by row. Not thread-safe. */
final class RidgeRegression {

  private static final double SMALLEST_PIVOT = 1e-12;

  private final int features;
  private final double ridge;
  private final double keep;
  private final double[] products;
  private final double[] targets;
  private double[] weights;
  private int rows;

  /**
   * @param ridge added to the diagonal
   * @param keep share of the old rows' weight that a new row leaves
   */
  RidgeRegression(int features, double ridge, double keep) {
    this.features = features;
    this.ridge = ridge;
    this.keep = keep;
    products = new double[features * features];
    targets = new double[features];
  }

  void add(double[] row, double target) {
    for (int i = 0; i < features; i++) {
      for (int j = 0; j <= i; j++) {
        products[i * features + j] = products[i * features + j] * keep + row[i] * row[j];
      }
      targets[i] = targets[i] * keep + row[i] * target;
    }
    rows++;
  }

  int rows() {
    return rows;
  }

  boolean isFitted() {
    return weights != null;
  }

  /** Fits the weights to the rows so far. */
  void fit() {
    double[] factor = products.clone();
    double[] x = targets.clone();
    for (int i = 0; i < features; i++) {
      factor[i * features + i] += ridge;
      for (int j = 0; j <= i; j++) {
        double sum = factor[i * features + j];
        for (int m = 0; m < j; m++) {
          sum -= factor[i * features + m] * factor[j * features + m];
        }
        factor[i * features + j] =
            i == j ? Math.sqrt(Math.max(SMALLEST_PIVOT, sum)) : sum / factor[j * features + j];
      }
      for (int m = 0; m < i; m++) {
        x[i] -= factor[i * features + m] * x[m];
      }
      x[i] /= factor[i * features + i];
    }
    for (int i = features - 1; i >= 0; i--) {
      for (int m = i + 1; m < features; m++) {
        x[i] -= factor[m * features + i] * x[m];
      }
      x[i] /= factor[i * features + i];
    }
    weights = x;
  }

  double predict(double[] row) {
    double sum = 0;
    for (int i = 0; i < features; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }
}
