package io.commonwatt.forecasting.backtest;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a forecaster did on a series, or the mean of that over series. What cannot be said is NaN.
 *
 * @param mae mean absolute error of the point, in the unit of the series
 * @param mase {@code mae} divided by the mean absolute seasonal difference of the past, 1
 * @param nrmse root of the mean squared error divided by the mean absolute truth, 1
 * @param rmae mean absolute error of the median divided by the range of the truth from its 1st to
 *     its 99th percentile (OpenSTEF), 1
 * @param pinball mean over the seven levels of OpenSTEF, in the unit of the series
 * @param crps interval-weighted over the seven levels of OpenSTEF, in the unit of the series
 * @param rcrps {@code crps} divided by the range as in {@code rmae}, 1
 * @param sql scaled quantile loss over .1 … .9, by the scale of {@code mase} (fev), 1
 * @param intervalScore of the band from .05 to .95, in the unit of the series
 * @param coverage90 share of the truth inside that band, 1; NaN for points alone
 */
public record Scores(
    double mae,
    double mase,
    double nrmse,
    double rmae,
    double pinball,
    double crps,
    double rcrps,
    double sql,
    double intervalScore,
    double coverage90) {

  /** Plain mean, each figure over those that have it. */
  public static Scores mean(List<Scores> scores) {
    return new Scores(
        mean(scores, Scores::mae),
        mean(scores, Scores::mase),
        mean(scores, Scores::nrmse),
        mean(scores, Scores::rmae),
        mean(scores, Scores::pinball),
        mean(scores, Scores::crps),
        mean(scores, Scores::rcrps),
        mean(scores, Scores::sql),
        mean(scores, Scores::intervalScore),
        mean(scores, Scores::coverage90));
  }

  private static double mean(List<Scores> scores, ToDoubleFunction<Scores> figure) {
    double sum = 0;
    int count = 0;
    for (Scores each : scores) {
      double value = figure.applyAsDouble(each);
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
