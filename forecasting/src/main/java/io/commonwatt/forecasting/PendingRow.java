package io.commonwatt.forecasting;

import io.commonwatt.forecasting.series.Series;
import java.time.Instant;

/**
 * A row whose features were seen at an issue and whose target is looked up when a window closes.
 *
 * @param issueSecond issue time, epoch seconds
 * @param target index of the target interval
 * @param rank place in the choice of rows, lowest first
 * @param levelWh what energies are divided by, Wh
 */
record PendingRow(
    Series series, long issueSecond, long target, double rank, double levelWh, float[] features) {

  String id() {
    return series.id()
        + '|'
        + Instant.ofEpochSecond(issueSecond)
        + '|'
        + Instant.ofEpochSecond(target * series.stepSeconds());
  }
}
