package io.commonwatt.market.dispatch.storage;

/**
 * Storage under a capacity charge: a search over the peak, around the exact solver. With what lies
 * above a peak P priced at the whole charge, least cost + charge · P is convex in P, never below
 * the cost of the schedule under the charge, and equal to it at the best P. Each solve gives a
 * tangent; the next P is where the tangents from both sides meet, until the cost there lies on
 * them. The prices of both sides, mixed so that the steps' shares of the peak add up to the charge,
 * are the certificate. Not thread-safe.
 */
public final class PeakSearch {

  private static final int MOST_SOLVES = 200;
  private static final double MEETING = 1e-10;
  private static final double AT_PEAK_KW = 1e-9;

  private final StorageSolver solver;

  public PeakSearch(StorageSolver solver) {
    this.solver = solver;
  }

  /** Cost and slope at a peak. */
  private record Tangent(
      double peakKw, double costCent, double slope, StorageSchedule schedule, double[] shares) {

    double at(double kw) {
      return costCent + slope * (kw - peakKw);
    }
  }

  /**
   * Solves a problem without a peak of its own.
   *
   * @throws OutOfScopeException where taking energy pays, so that the cost is not convex, or
   *     leaving a power told before has a price
   */
  public StorageSchedule solve(StorageProblem problem, CapacityCharge charge) {
    requireNothingTold(problem);
    Tangent left = tangent(problem, charge, charge.reachedKw());
    if (left.slope >= 0) {
      return schedule(problem, charge, left, left, left);
    }
    Tangent right = tangent(problem, charge, mostNetKw(problem));
    Tangent best = left.costCent < right.costCent ? left : right;
    for (int solves = 0; solves < MOST_SOLVES; solves++) {
      double meet = meeting(left, right);
      Tangent next = tangent(problem, charge, meet);
      best = next.costCent <= best.costCent ? next : best;
      double size = Math.max(1, Math.abs(next.costCent));
      boolean done = next.costCent - Math.max(left.at(meet), right.at(meet)) <= MEETING * size;
      if (next.slope <= 0) {
        left = next;
      }
      if (next.slope >= 0) {
        right = next;
      }
      if (done || left == right) {
        break;
      }
    }
    return schedule(problem, charge, left, right, best);
  }

  private static void requireNothingTold(StorageProblem problem) {
    for (double leaveCent : problem.leaveCent) {
      if (leaveCent > 0) {
        throw new OutOfScopeException(
            "Storage '"
                + problem.id
                + "': a capacity charge with a price on leaving the last plan is out of the exact"
                + " solver's scope; use a back end");
      }
    }
  }

  private static double meeting(Tangent left, Tangent right) {
    double steeper = right.slope - left.slope;
    double meet =
        (left.costCent - left.slope * left.peakKw - right.costCent + right.slope * right.peakKw)
            / steeper;
    return Math.max(left.peakKw, Math.min(right.peakKw, meet));
  }

  private static double mostNetKw(StorageProblem problem) {
    double most = 0;
    for (int step = 0; step < problem.steps; step++) {
      most = Math.max(most, problem.baseKw[step] + problem.chargeKw[step]);
    }
    return most;
  }

  private Tangent tangent(StorageProblem problem, CapacityCharge charge, double peakKw) {
    StorageProblem priced = problem.withPeak(peakKw, charge.centPerKw() / problem.stepHours);
    StorageSchedule schedule = solver.solve(priced);
    if (!(schedule.certificate() instanceof Certificate.Leaf leaf)) {
      throw new OutOfScopeException(
          "Storage '"
              + problem.id
              + "': a capacity charge where taking energy pays is out of the exact solver's scope;"
              + " use a back end with binaries");
    }
    double[] shares = new double[problem.steps];
    double sum = 0;
    for (int step = 0; step < shares.length; step++) {
      double price = leaf.priceCentPerKwh()[step];
      shares[step] = shareCent(priced, step, schedule.powerKw()[step], price);
      sum += shares[step];
    }
    double cost = schedule.costCent() + charge.centPerKw() * peakKw;
    return new Tangent(peakKw, cost, charge.centPerKw() - sum, schedule, shares);
  }

  /** What a kW of the peak is worth in a step, ct. */
  private static double shareCent(StorageProblem problem, int step, double power, double price) {
    double net = problem.baseKw[step] + power;
    if (net > problem.peakKw + AT_PEAK_KW) {
      return problem.overPeakCent * problem.stepHours;
    }
    if (net < problem.peakKw - AT_PEAK_KW) {
      return 0;
    }
    boolean gives = power < -AT_PEAK_KW;
    double worth = gives ? price / problem.dischargeEfficiency : price * problem.chargeEfficiency;
    double wear = gives ? -problem.wearCent[step] : problem.wearCent[step];
    double apart = net - problem.proximalTargetKw[step];
    double cost = problem.importCent[step] + wear + problem.quadraticWearCent * power;
    if (problem.peakKw > problem.importLimitKw[step]) {
      cost += problem.overLimitCent;
    }
    double share = worth - cost - problem.proximalWeight[step] * apart;
    return problem.stepHours * Math.max(0, Math.min(problem.overPeakCent, share));
  }

  private static StorageSchedule schedule(
      StorageProblem problem, CapacityCharge charge, Tangent left, Tangent right, Tangent best) {
    double part =
        right.slope > left.slope ? Math.max(0, -left.slope / (right.slope - left.slope)) : 0;
    double[] price = new double[problem.steps];
    double[] shares = new double[problem.steps];
    double[] leftPrice = ((Certificate.Leaf) left.schedule.certificate()).priceCentPerKwh();
    double[] rightPrice = ((Certificate.Leaf) right.schedule.certificate()).priceCentPerKwh();
    double peakKw = 0;
    for (int step = 0; step < price.length; step++) {
      price[step] = (1 - part) * leftPrice[step] + part * rightPrice[step];
      shares[step] = (1 - part) * left.shares[step] + part * right.shares[step];
      peakKw = Math.max(peakKw, problem.baseKw[step] + best.schedule.powerKw()[step]);
    }
    Certificate certificate = new Certificate.Peak(price, shares);
    double bound = CertificateVerifier.boundCent(ReachableLimits.of(problem), charge, certificate);
    StorageSchedule plain =
        StorageSchedule.of(
            problem, best.schedule.storedKwh(), best.schedule.powerKw(), certificate, bound);
    return plain.withCost(plain.costCent() + charge.costCent(peakKw));
  }
}
