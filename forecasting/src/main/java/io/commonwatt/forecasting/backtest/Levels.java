package io.commonwatt.forecasting.backtest;

/**
 * Quantile levels of every forecast in a backtest: those of OpenSTEF (.05 .1 .3 .5 .7 .9 .95) and
 * those of fev (.1 .2 … .9) together.
 */
public final class Levels {

  private static final double[] ALL = {.05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95};
  private static final int[] OPENSTEF = {0, 1, 3, 5, 7, 9, 10};
  private static final int[] DECILES = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** Number of levels. */
  public static final int COUNT = ALL.length;

  /** Index of the median. */
  public static final int MEDIAN = 5;

  private Levels() {}

  /** A level, 0…1. */
  public static double level(int index) {
    return ALL[index];
  }

  /** Indexes of the seven levels of OpenSTEF. */
  static int[] openStef() {
    return OPENSTEF.clone();
  }

  /** Indexes of the nine levels of fev. */
  static int[] deciles() {
    return DECILES.clone();
  }
}
