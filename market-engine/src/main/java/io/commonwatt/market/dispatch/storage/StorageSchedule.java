package io.commonwatt.market.dispatch.storage;

import java.util.Arrays;

/**
 * Answer to a {@link StorageProblem}. Arrays have one entry per step and must not be changed.
 *
 * @param powerKw of the store at the meter, positive charges
 * @param storedKwh at the end of each step
 * @param costCent of the schedule
 * @param boundCent that its certificate proves: no schedule costs less
 * @param slackKwh by which the stored energy stands outside its limits, summed over the steps
 * @param overLimitKwh taken or fed in beyond the limits of the connection
 * @param certificate prices of stored energy that prove the bound
 */
public record StorageSchedule(
    double[] powerKw,
    double[] storedKwh,
    double costCent,
    double boundCent,
    double slackKwh,
    double overLimitKwh,
    Certificate certificate) {

  /** Whether no schedule costs less, up to rounding. */
  public boolean isOptimal() {
    return costCent - boundCent <= 1e-7 * Math.max(1, Math.abs(costCent));
  }

  /** What a stored kWh is worth at the end of each step, ct; NaN where directions were searched. */
  public double[] priceCentPerKwh() {
    if (certificate instanceof Certificate.Leaf leaf) {
      return leaf.priceCentPerKwh();
    }
    if (certificate instanceof Certificate.Peak peak) {
      return peak.priceCentPerKwh();
    }
    double[] unknown = new double[powerKw.length];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }

  StorageSchedule withCost(double cent) {
    return new StorageSchedule(
        powerKw, storedKwh, cent, boundCent, slackKwh, overLimitKwh, certificate);
  }

  static StorageSchedule of(
      StorageProblem problem,
      double[] storedKwh,
      double[] powerKw,
      Certificate certificate,
      double boundCent) {
    double cost = -problem.terminalCent * storedKwh[problem.steps - 1];
    double slack = 0;
    double over = 0;
    for (int step = 0; step < problem.steps; step++) {
      cost += problem.stepCostCent(step, powerKw[step]);
      slack += Math.max(0, problem.lowerKwh[step] - storedKwh[step]);
      slack += Math.max(0, storedKwh[step] - problem.upperKwh[step]);
      double net = problem.baseKw[step] + powerKw[step];
      over += problem.overLimitKw(step, net);
    }
    return new StorageSchedule(
        powerKw, storedKwh, cost, boundCent, slack, over * problem.stepHours, certificate);
  }
}
