package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.model.LearningRows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of {@link AheadRows} to learn from, unknown values being NaN.
 *
 * @param rows series by series, then in the order of time
 * @param seriesOf number of the series of each row
 * @param hours local time of day of each row, 0…24
 * @param names of the series
 * @param rowsPerDay rows a day of one series has, on average
 * @param windowTo end of the data window
 */
record AheadLearning(
    LearningRows rows,
    int[] seriesOf,
    float[] hours,
    List<String> names,
    double rowsPerDay,
    Instant windowTo) {

  /** Columns of a row. */
  int columns() {
    return rows.size() == 0 ? 0 : rows.features().length / rows.size();
  }

  /** Every so many rows, so that at most so many are left, and of these the first columns. */
  LearningRows atMost(int most, int columns) {
    int stride = Math.max(1, (rows.size() + most - 1) / Math.max(1, most));
    if (stride == 1 && columns == columns()) {
      return rows;
    }
    int size = (rows.size() + stride - 1) / stride;
    double[] features = new double[size * columns];
    double[] targets = new double[size];
    long[] issues = new long[size];
    long[] starts = new long[size];
    for (int i = 0; i < size; i++) {
      int from = i * stride;
      System.arraycopy(rows.features(), from * columns(), features, i * columns, columns);
      targets[i] = rows.targets()[from];
      issues[i] = rows.issueSeconds()[from];
      starts[i] = rows.startSeconds()[from];
    }
    return new LearningRows(features, targets, issues, starts);
  }

  /** Index after the last row of a series. */
  int end(int series) {
    int at = Arrays.binarySearch(seriesOf, series + 1);
    if (at < 0) {
      return -1 - at;
    }
    while (at > 0 && seriesOf[at - 1] > series) {
      at--;
    }
    return at;
  }
}
