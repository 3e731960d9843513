package io.commonwatt.forecasting.backtest;

/**
 * Losses of one forecast value against one truth. Definitions: pinball loss (Koenker and Bassett
 * 1978), interval score (Gneiting and Raftery 2007), interval-weighted CRPS (OpenSTEF 4), scaled
 * quantile loss (fev-bench).
 */
public final class Metrics {

  /** Share of outcomes outside the band from the lowest to the highest level. */
  static final double OUTSIDE_BAND = 0.1;

  /** What the reference allows an outcome to lie outside the band, in the unit of the series. */
  private static final double BAND_TOLERANCE = 1e-9;

  private static final int[] OPENSTEF = Levels.openStef();
  private static final double[] OPENSTEF_WEIGHTS = weights(OPENSTEF);
  private static final int[] DECILES = Levels.deciles();
  private static final int LOWEST = 0;
  private static final int HIGHEST = Levels.COUNT - 1;

  private Metrics() {}

  /** Pinball loss of a quantile, in the unit of the series. */
  public static double pinball(double level, double truth, double quantile) {
    double missed = truth - quantile;
    return Math.max(level * missed, (level - 1) * missed);
  }

  /**
   * Probability that a level stands for in the interval-weighted CRPS.
   *
   * @param index of the level among the seven of OpenSTEF
   */
  public static double crpsWeight(int index) {
    return OPENSTEF_WEIGHTS[index];
  }

  /** Mean pinball loss over the seven levels of OpenSTEF. */
  static double meanPinball(double truth, Forecast forecast, int step) {
    double sum = 0;
    for (int level : OPENSTEF) {
      sum += pinball(Levels.level(level), truth, forecast.quantile(step, level));
    }
    return sum / OPENSTEF.length;
  }

  /**
   * Twice the pinball loss of the seven levels of OpenSTEF, each weighted by the width of the
   * probability interval it stands for: from midpoint to midpoint, with the edges 0 and 1.
   */
  static double crps(double truth, Forecast forecast, int step) {
    double sum = 0;
    for (int i = 0; i < OPENSTEF.length; i++) {
      int level = OPENSTEF[i];
      sum +=
          OPENSTEF_WEIGHTS[i] * pinball(Levels.level(level), truth, forecast.quantile(step, level));
    }
    return 2 * sum;
  }

  /** Twice the mean pinball loss over .1 … .9, before scaling. */
  static double quantileLoss(double truth, Forecast forecast, int step) {
    double sum = 0;
    for (int level : DECILES) {
      sum += pinball(Levels.level(level), truth, forecast.quantile(step, level));
    }
    return 2 * sum / DECILES.length;
  }

  /** Interval score of the band from .05 to .95: its width plus twenty times what it missed by. */
  public static double intervalScore(double truth, double low, double high) {
    double missed = Math.max(0, low - truth) + Math.max(0, truth - high);
    return high - low + 2 / OUTSIDE_BAND * missed;
  }

  static double intervalScore(double truth, Forecast forecast, int step) {
    return intervalScore(truth, forecast.quantile(step, LOWEST), forecast.quantile(step, HIGHEST));
  }

  /** Whether the band from .05 to .95 holds the truth. */
  static boolean covers(double truth, Forecast forecast, int step) {
    return truth >= forecast.quantile(step, LOWEST) - BAND_TOLERANCE
        && truth <= forecast.quantile(step, HIGHEST) + BAND_TOLERANCE;
  }

  private static double[] weights(int[] levels) {
    double[] weights = new double[levels.length];
    double from = 0;
    for (int i = 0; i < levels.length; i++) {
      boolean last = i == levels.length - 1;
      double to = last ? 1 : (Levels.level(levels[i]) + Levels.level(levels[i + 1])) / 2;
      weights[i] = to - from;
      from = to;
    }
    return weights;
  }
}
