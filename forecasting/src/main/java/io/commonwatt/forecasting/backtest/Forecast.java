package io.commonwatt.forecasting.backtest;

import java.util.Arrays;

/**
 * Points and quantiles of some intervals, in the unit of the series; NaN where the forecaster has
 * nothing to go by. A forecast of points alone has its point at every level, which makes its
 * pinball loss half its absolute error.
 */
public final class Forecast {

  private final double[] points;
  private final double[] quantiles;
  private final boolean probabilistic;

  private Forecast(double[] points, double[] quantiles, boolean probabilistic) {
    this.points = points;
    this.quantiles = quantiles;
    this.probabilistic = probabilistic;
  }

  /** A forecast of points alone. */
  public static Forecast ofPoints(double[] points) {
    double[] quantiles = new double[points.length * Levels.COUNT];
    for (int step = 0; step < points.length; step++) {
      int from = step * Levels.COUNT;
      Arrays.fill(quantiles, from, from + Levels.COUNT, points[step]);
    }
    return new Forecast(points.clone(), quantiles, false);
  }

  /**
   * A forecast of quantiles, whose point is the median.
   *
   * @param quantiles row-major: interval × {@link Levels}
   */
  public static Forecast ofQuantiles(double[] quantiles) {
    double[] points = new double[quantiles.length / Levels.COUNT];
    for (int step = 0; step < points.length; step++) {
      points[step] = quantiles[step * Levels.COUNT + Levels.MEDIAN];
    }
    return new Forecast(points, quantiles.clone(), true);
  }

  /** Number of intervals. */
  public int steps() {
    return points.length;
  }

  public double point(int step) {
    return points[step];
  }

  public double quantile(int step, int level) {
    return quantiles[step * Levels.COUNT + level];
  }

  /** Whether its quantiles say more than its points. */
  public boolean isProbabilistic() {
    return probabilistic;
  }

  /** Whether an interval has its point and all its quantiles. */
  public boolean isKnown(int step) {
    boolean known = !Double.isNaN(points[step]);
    for (int level = 0; level < Levels.COUNT && known; level++) {
      known = !Double.isNaN(quantile(step, level));
    }
    return known;
  }
}
