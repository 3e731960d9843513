package io.commonwatt.benchmarks;

import java.util.Arrays;

/** The exponent by which one thing grows with another. Stateless. */
public final class Slope {

  private Slope() {}

  /** Slope of the least-squares line through the logarithms of positive values. */
  public static double ofLogs(double[] sizes, double[] values) {
    double[] xs = Arrays.stream(sizes).map(Math::log).toArray();
    double[] ys = Arrays.stream(values).map(Math::log).toArray();
    double meanX = Arrays.stream(xs).average().orElseThrow();
    double meanY = Arrays.stream(ys).average().orElseThrow();
    double over = 0;
    double under = 0;
    for (int i = 0; i < xs.length; i++) {
      over += (xs[i] - meanX) * (ys[i] - meanY);
      under += (xs[i] - meanX) * (xs[i] - meanX);
    }
    return over / under;
  }
}
