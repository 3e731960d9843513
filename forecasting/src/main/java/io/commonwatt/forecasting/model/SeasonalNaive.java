package io.commonwatt.forecasting.model;

import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import java.util.Arrays;

/**
 * The reference: the last available value of the same time of day is the median; around it lie the
 * quantiles of what that very method missed by over the last 14 days, of the same number of days
 * ahead. Before there are misses, the median stands alone. Stateless, thread-safe.
 */
public final class SeasonalNaive implements QuantileModel {

  public static final String NAME = "seasonal-naive";

  private static final int RESIDUAL_DAYS = 14;
  private static final int LAG_DAYS = 28;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void forecast(Issue issue, double[] quantilesWh) {
    double[] oneDay = missed(issue, 1);
    double[] twoDays = missed(issue, 2);
    double mean =
        issue.meanWh(issue.origin() - (long) LAG_DAYS * issue.stepsPerDay(), issue.origin());
    int levels = Rows.LEVELS.length;
    for (int step = 0; step < issue.steps(); step++) {
      long target = issue.origin() + step;
      double median = mean;
      int lag = 1;
      for (; lag <= LAG_DAYS; lag++) {
        double value = issue.energyWh(target - (long) lag * issue.stepsPerDay());
        if (!Double.isNaN(value)) {
          median = value;
          break;
        }
      }
      double[] spread = lag == 1 ? oneDay : twoDays;
      for (int level = 0; level < levels; level++) {
        quantilesWh[step * levels + level] = median + spread[level];
      }
    }
  }

  private static double[] missed(Issue issue, int days) {
    long from = issue.origin() - (long) RESIDUAL_DAYS * issue.stepsPerDay();
    double[] residuals = new double[RESIDUAL_DAYS * issue.stepsPerDay()];
    int count = 0;
    for (long index = from; index < issue.origin(); index++) {
      double residual =
          issue.energyWh(index) - issue.energyWh(index - (long) days * issue.stepsPerDay());
      if (!Double.isNaN(residual)) {
        residuals[count++] = residual;
      }
    }
    double[] spread = new double[Rows.LEVELS.length];
    if (count > 1) {
      Arrays.sort(residuals, 0, count);
      for (int level = 0; level < spread.length; level++) {
        double at = Rows.LEVELS[level] * (count - 1);
        int below = (int) at;
        int above = Math.min(below + 1, count - 1);
        spread[level] = residuals[below] + (at - below) * (residuals[above] - residuals[below]);
      }
      spread[Rows.MEDIAN] = 0;
    }
    return spread;
  }
}
