package io.commonwatt.market.dispatch.storage;

/**
 * Limits of the stored energy as far as they can be kept: where power or the present state do not
 * reach a limit, it gives way to the nearest stored energy that can be had. Stateless.
 */
final class ReachableLimits {

  private static final double ROUNDING_KWH = 1e-9;

  private ReachableLimits() {}

  /** The problem itself when all its limits can be kept. */
  static StorageProblem of(StorageProblem problem) {
    double[] lower = problem.lowerKwh;
    double[] upper = problem.upperKwh;
    double low = problem.initialKwh;
    double high = problem.initialKwh;
    for (int step = 0; step < problem.steps; step++) {
      low = after(problem, step, low, -problem.dischargeKw[step]);
      high = after(problem, step, high, problem.chargeKw[step]);
      if (high < lower[step]) {
        lower = lower == problem.lowerKwh ? lower.clone() : lower;
        lower[step] = high;
      }
      if (low > upper[step]) {
        upper = upper == problem.upperKwh ? upper.clone() : upper;
        upper[step] = low;
      }
      low = Math.max(low, lower[step]);
      high = Math.min(high, upper[step]);
    }
    boolean kept = lower == problem.lowerKwh && upper == problem.upperKwh;
    return kept ? problem : problem.withLimits(lower, upper);
  }

  /** Whether the limits can be kept when some steps only charge (1) or only discharge (−1). */
  static boolean canKeep(StorageProblem problem, int[] direction) {
    double low = problem.initialKwh;
    double high = problem.initialKwh;
    for (int step = 0; step < problem.steps; step++) {
      low = after(problem, step, low, direction[step] > 0 ? 0 : -problem.dischargeKw[step]);
      high = after(problem, step, high, direction[step] < 0 ? 0 : problem.chargeKw[step]);
      double rounding = ROUNDING_KWH * Math.max(1, Math.abs(high));
      if (high < problem.lowerKwh[step] - rounding || low > problem.upperKwh[step] + rounding) {
        return false;
      }
      low = Math.max(low, problem.lowerKwh[step]);
      high = Math.min(high, problem.upperKwh[step]);
    }
    return true;
  }

  private static double after(StorageProblem problem, int step, double kwh, double powerKw) {
    return problem.retention * kwh + problem.inflowKwh[step] + problem.storedChangeKwh(powerKw);
  }
}
