package io.commonwatt.forecasting.feature;

/**
 * Rows of one issue of one series. The first {@value #BASE_COLUMNS} columns hold the climatology of
 * the target: its median, then the distances of the other quantiles from it; a model predicts what
 * to add to that. All energies are multiples of {@link #levelWh()}.
 */
public interface Rows {

  /** Quantile levels of every forecast. */
  double[] LEVELS = {.05, .1, .3, .5, .7, .9, .95};

  /** Index of the median among the levels. */
  int MEDIAN = 3;

  /** Columns that hold the climatology. */
  int BASE_COLUMNS = 7;

  /** What the columns are. */
  FeatureSpecification specification();

  /** Trailing mean of the series that energies are divided by, Wh. */
  double levelWh();

  /**
   * Fills the row of a target interval.
   *
   * @return false when too little is known for this target; the row is then undefined
   */
  boolean fill(long target, double[] row);

  /**
   * Begins a row with the quantiles of the climatology, the median and what the others differ by.
   *
   * @return the next column
   */
  static int putBase(double[] quantiles, double[] row) {
    double median = quantiles[MEDIAN];
    row[0] = median;
    for (int level = 0; level < MEDIAN; level++) {
      row[1 + level] = median - quantiles[level];
    }
    for (int level = MEDIAN + 1; level < quantiles.length; level++) {
      row[level] = quantiles[level] - median;
    }
    return quantiles.length;
  }

  /** Quantiles of the climatology a row carries, in levels. */
  static void base(double[] row, int offset, double[] into) {
    double median = row[offset];
    into[0] = median - row[offset + 1];
    into[1] = median - row[offset + 2];
    into[2] = median - row[offset + 3];
    into[3] = median;
    into[4] = median + row[offset + 4];
    into[5] = median + row[offset + 5];
    into[6] = median + row[offset + 6];
  }
}
