package io.commonwatt.forecasting.disaggregation;

import java.util.function.IntToDoubleFunction;

/**
 * An estimated part against a metered one. Where only some of the generation behind a net load is
 * metered, the shape is what can be judged: the error when the estimate is scaled to the metered
 * mean.
 *
 * @param intervals that have both
 * @param capacity greatest metered power, in the unit of the net load
 * @param correlation of estimate and truth; NaN where the estimate does not vary
 * @param nmae mean absolute error over the capacity
 * @param nmaeScaled the same of the estimate scaled to the metered mean; NaN where it is nothing
 * @param nmaeZero the same of saying that there is none
 * @param nmaeConstant the same of saying the metered mean always
 */
public record PartScore(
    int intervals,
    double capacity,
    double correlation,
    double nmae,
    double nmaeScaled,
    double nmaeZero,
    double nmaeConstant) {

  /** Scores a part; null where nothing of it is metered. */
  public static PartScore of(IntToDoubleFunction estimate, double[] truth) {
    double sumEstimate = 0;
    double sumTruth = 0;
    double capacity = 0;
    int count = 0;
    for (int i = 0; i < truth.length; i++) {
      double estimated = estimate.applyAsDouble(i);
      if (!Double.isNaN(estimated + truth[i])) {
        sumEstimate += estimated;
        sumTruth += truth[i];
        capacity = Math.max(capacity, -truth[i]);
        count++;
      }
    }
    if (count == 0 || capacity == 0) {
      return null;
    }
    double meanEstimate = sumEstimate / count;
    double meanTruth = sumTruth / count;
    double scale = meanEstimate == 0 ? Double.NaN : meanTruth / meanEstimate;
    double both = 0;
    double squareEstimate = 0;
    double squareTruth = 0;
    double error = 0;
    double scaled = 0;
    double zero = 0;
    double constant = 0;
    for (int i = 0; i < truth.length; i++) {
      double estimated = estimate.applyAsDouble(i);
      if (!Double.isNaN(estimated + truth[i])) {
        both += (estimated - meanEstimate) * (truth[i] - meanTruth);
        squareEstimate += (estimated - meanEstimate) * (estimated - meanEstimate);
        squareTruth += (truth[i] - meanTruth) * (truth[i] - meanTruth);
        error += Math.abs(estimated - truth[i]);
        scaled += Math.abs(scale * estimated - truth[i]);
        zero += Math.abs(truth[i]);
        constant += Math.abs(meanTruth - truth[i]);
      }
    }
    double all = count * capacity;
    double correlation = both / Math.sqrt(squareEstimate * squareTruth);
    return new PartScore(
        count, capacity, correlation, error / all, scaled / all, zero / all, constant / all);
  }
}
