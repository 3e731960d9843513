package io.commonwatt.market.dispatch.storage;

/**
 * Checks a schedule and its certificate without a solver: that the schedule keeps the physics and
 * costs what it says, and that no schedule can cost less than the certificate proves, by weak
 * duality. With prices λ of stored energy, the least of Σ cost − λ · change over each step alone,
 * plus the least of what each stored energy within its limits is worth at the difference of two
 * prices, is a lower bound. Stateless and thread-safe.
 */
public final class CertificateVerifier {

  private static final double ROUNDING = 1e-7;
  private static final CapacityCharge NO_CHARGE = new CapacityCharge(0, 0);

  private CertificateVerifier() {}

  /**
   * What was found.
   *
   * @param reason what does not hold; empty when accepted
   */
  public record Verdict(boolean accepted, String reason) {

    private static Verdict rejected(String reason) {
      return new Verdict(false, reason);
    }
  }

  /**
   * Checks everything.
   *
   * @param gap most by which the cost may exceed the proven bound, relative to the cost, at least
   *     of 1 ct
   */
  public static Verdict verify(StorageProblem problem, StorageSchedule schedule, double gap) {
    return verify(problem, NO_CHARGE, schedule, gap);
  }

  /** Checks everything under a capacity charge. */
  public static Verdict verify(
      StorageProblem problem, CapacityCharge charge, StorageSchedule schedule, double gap) {
    StorageProblem reachable = ReachableLimits.of(problem);
    String broken = brokenPhysics(reachable, schedule);
    if (!broken.isEmpty()) {
      return Verdict.rejected(broken);
    }
    double cost = costCent(problem, charge, schedule);
    double size = Math.max(1, Math.abs(cost));
    if (!(Math.abs(cost - schedule.costCent()) <= ROUNDING * size)) {
      return Verdict.rejected("it costs " + cost + " ct, not " + schedule.costCent());
    }
    double bound = boundCent(reachable, charge, schedule.certificate());
    if (!(cost - bound <= gap * size)) {
      return Verdict.rejected("it costs " + cost + " ct, the certificate proves " + bound);
    }
    return new Verdict(true, "");
  }

  private static String brokenPhysics(StorageProblem problem, StorageSchedule schedule) {
    double before = problem.initialKwh;
    for (int step = 0; step < problem.steps; step++) {
      double power = schedule.powerKw()[step];
      double stored = schedule.storedKwh()[step];
      double rounding = ROUNDING * Math.max(1, Math.abs(stored));
      if (power > problem.chargeKw[step] + ROUNDING
          || -power > problem.dischargeKw[step] + ROUNDING) {
        return "step " + step + " exceeds the power";
      }
      double reached =
          problem.retention * before + problem.inflowKwh[step] + problem.storedChangeKwh(power);
      boolean balanced =
          problem.disposal ? stored <= reached + rounding : Math.abs(stored - reached) <= rounding;
      if (!balanced) {
        return "step " + step + " stores " + stored + " kWh, but its power leads to " + reached;
      }
      if (!(stored >= problem.lowerKwh[step] - rounding
          && stored <= problem.upperKwh[step] + rounding)) {
        return "step " + step + " leaves the limits of the stored energy";
      }
      before = stored;
    }
    return "";
  }

  private static double costCent(
      StorageProblem problem, CapacityCharge charge, StorageSchedule schedule) {
    double cost = -problem.terminalCent * schedule.storedKwh()[problem.steps - 1];
    double peakKw = 0;
    for (int step = 0; step < problem.steps; step++) {
      cost += problem.stepCostCent(step, schedule.powerKw()[step]);
      peakKw = Math.max(peakKw, problem.baseKw[step] + schedule.powerKw()[step]);
    }
    return cost + charge.costCent(peakKw);
  }

  /** The bound under a capacity charge, ct: each step pays its share for its net power. */
  static double boundCent(StorageProblem problem, CapacityCharge charge, Certificate certificate) {
    if (!(certificate instanceof Certificate.Peak peak)) {
      return boundCent(problem, certificate) + charge.costCent(0);
    }
    double sum = 0;
    for (double share : peak.peakCentPerKw()) {
      sum += share;
    }
    double part = Math.min(1, charge.centPerKw() / sum);
    double[] importCent = problem.importCent.clone();
    double[] exportCent = problem.exportCent.clone();
    double claimed = 0;
    for (int step = 0; step < problem.steps; step++) {
      double share = peak.peakCentPerKw()[step];
      if (!(share >= 0)) {
        return Double.NEGATIVE_INFINITY;
      }
      double shareCent = share == 0 ? 0 : part * share;
      claimed += shareCent;
      importCent[step] += shareCent / problem.stepHours;
      exportCent[step] += shareCent / problem.stepHours;
    }
    double rest = Math.max(0, charge.centPerKw() - claimed) * charge.reachedKw();
    StorageProblem shared = problem.withPrices(importCent, exportCent);
    return boundCent(shared, new Certificate.Leaf(peak.priceCentPerKwh())) + rest;
  }

  /** The bound a certificate proves for a problem whose limits can be reached, ct. */
  static double boundCent(StorageProblem problem, Certificate certificate) {
    return boundCent(problem, certificate, new int[problem.steps]);
  }

  static double boundCent(StorageProblem problem, Certificate certificate, int[] direction) {
    if (certificate instanceof Certificate.Split split) {
      int before = direction[split.step()];
      direction[split.step()] = 1;
      double charging = boundCent(problem, split.charging(), direction);
      direction[split.step()] = -1;
      double discharging = boundCent(problem, split.discharging(), direction);
      direction[split.step()] = before;
      return Math.min(charging, discharging);
    }
    double[] price = ((Certificate.Leaf) certificate).priceCentPerKwh();
    double bound = leafBoundCent(problem, price, direction);
    boolean split = false;
    for (int way : direction) {
      split |= way != 0;
    }
    return split && !ReachableLimits.canKeep(problem, direction) ? Double.POSITIVE_INFINITY : bound;
  }

  private static double leafBoundCent(StorageProblem problem, double[] price, int[] direction) {
    double bound = -price[0] * problem.retention * problem.initialKwh;
    for (int step = 0; step < problem.steps; step++) {
      if (problem.disposal && price[step] < 0) {
        return Double.NEGATIVE_INFINITY; // What may be thrown away is worth no less than nothing.
      }
      double next =
          step + 1 < problem.steps ? problem.retention * price[step + 1] : problem.terminalCent;
      double worth = price[step] - next;
      bound += worth * (worth > 0 ? problem.lowerKwh[step] : problem.upperKwh[step]);
      bound -= price[step] * problem.inflowKwh[step];
      bound += leastStepCent(problem, step, price[step], direction[step]);
    }
    return bound;
  }

  /** Least of a step's cost less what the energy it stores is worth, ct. */
  private static double leastStepCent(StorageProblem problem, int step, double price, int way) {
    double least = way > 0 ? 0 : -problem.dischargeKw[step];
    double most = way < 0 ? 0 : problem.chargeKw[step];
    double base = problem.baseKw[step];
    double curvature = problem.proximalWeight[step] + problem.quadraticWearCent;
    double best = Math.min(worth(problem, step, least, price), worth(problem, step, most, price));
    double[] kinks = {
      0,
      -base,
      -problem.exportLimitKw[step] - base,
      problem.importLimitKw[step] - base,
      problem.peakKw - base,
      problem.toldKw[step]
    };
    for (double kink : kinks) {
      if (kink > least && kink < most) {
        best = Math.min(best, worth(problem, step, kink, price));
      }
    }
    return curvature > 0 ? Math.min(best, stationary(problem, step, price, least, most)) : best;
  }

  /**
   * Least over the points where the derivative vanishes under any of the slopes a step may have.
   */
  private static double stationary(
      StorageProblem problem, int step, double price, double least, double most) {
    double weight = problem.proximalWeight[step];
    double curvature = weight + problem.quadraticWearCent;
    double linear = weight * (problem.baseKw[step] - problem.proximalTargetKw[step]);
    double best = Double.POSITIVE_INFINITY;
    double[] grid = {
      problem.importCent[step],
      problem.exportCent[step],
      problem.importCent[step] + problem.overLimitCent,
      problem.exportCent[step] + problem.overLimitCent,
      problem.importCent[step] - problem.overLimitCent,
      problem.importCent[step] + problem.overPeakCent,
      problem.importCent[step] + problem.overLimitCent + problem.overPeakCent,
      problem.exportCent[step] - problem.overLimitCent
    };
    double leave = problem.leaveCent[step];
    for (double slope : grid) {
      for (int side = -1; side <= 1; side += 2) {
        double rest = slope + side * leave + linear;
        double charging = price * problem.chargeEfficiency - rest - problem.wearCent[step];
        double giving = price / problem.dischargeEfficiency - rest + problem.wearCent[step];
        double up = Math.max(least, Math.min(most, charging / curvature));
        double down = Math.max(least, Math.min(most, giving / curvature));
        best = Math.min(best, worth(problem, step, up, price));
        best = Math.min(best, worth(problem, step, down, price));
      }
    }
    return best;
  }

  private static double worth(StorageProblem problem, int step, double powerKw, double price) {
    return problem.stepCostCent(step, powerKw) - price * problem.storedChangeKwh(powerKw);
  }
}
