package io.commonwatt.forecasting.model;

import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueMatrix;

/** Forecasts each interval from its row alone. Implementations are thread-safe unless they say. */
public interface RowModel extends QuantileModel {

  /**
   * Scores the rows of an issue.
   *
   * @param into row-major: row × level, in multiples of the series' level; not necessarily ordered
   */
  void score(IssueMatrix rows, double[] into);

  @Override
  default void forecast(Issue issue, double[] quantilesWh) {
    IssueMatrix rows = issue.matrix();
    double[] scores = rows.scratch();
    score(rows, scores);
    rows.spread(scores, quantilesWh);
  }
}
