package io.commonwatt.market.dispatch.storage;

/**
 * Solves a {@link StorageProblem} exactly. Forwards, the stored energy as a function of its price
 * takes in each step's response and is cut at empty and full; backwards, the price is held between
 * the prices of those cuts, and any path within the responses to these prices is optimal. That is
 * dynamic programming on convex piecewise quadratic value functions, kept as the inverse of their
 * derivatives; a step costs as much as the kinks still in between the limits.
 *
 * <p>Where taking energy pays, a step's cost is not convex. It is solved on a convex cost from
 * below, and the direction of the step that is furthest from its own cost is searched, depth first,
 * until the bound meets the best schedule. Nothing is approximated: a search that is cut off says
 * so by its gap.
 *
 * <p>A solve is a pure function of its input; the object only saves allocations. Not thread-safe.
 */
public final class StorageSolver {

  /** Solves of the search over directions after which it stops with what it has. */
  public static final int MOST_NODES = 2000;

  /** Gap to the bound at which the search over directions stops, relative. */
  private static final double SEARCH_GAP = 1e-9;

  private final PriceCurve curve = new PriceCurve();
  private final StepPieces pieces = new StepPieces();
  private double[] scale = new double[0];
  private double[] lower = new double[0];
  private double[] upper = new double[0];
  private double[] lowPrice = new double[0];
  private double[] highPrice = new double[0];
  private double[] price = new double[0];
  private double[] leastChange = new double[0];
  private double[] mostChange = new double[0];
  private double[] reachLow = new double[0];
  private double[] reachHigh = new double[0];

  private int nodes;
  private Search best;

  /** A schedule and its cost. */
  private record Search(double[] storedKwh, double[] powerKw, double costCent) {}

  /** Solves a problem. */
  public StorageSchedule solve(StorageProblem problem) {
    StorageProblem reachable = ReachableLimits.of(problem);
    prepare(reachable);
    nodes = 0;
    best = null;
    int[] direction = new int[problem.steps];
    Certificate certificate = search(reachable, direction, Double.NEGATIVE_INFINITY);
    double bound = CertificateVerifier.boundCent(reachable, certificate);
    return StorageSchedule.of(problem, best.storedKwh, best.powerKw, certificate, bound);
  }

  /** Solves with the directions given so far, and splits a step where that falls short. */
  private Certificate search(StorageProblem problem, int[] direction, double boundOfParent) {
    nodes++;
    for (int step = 0; step < problem.steps; step++) {
      pieces.write(problem, step, direction[step]);
    }
    sweep(problem);
    traceBack(problem);
    Certificate.Leaf leaf = new Certificate.Leaf(prices(problem));
    if (nodes > 1 && !ReachableLimits.canKeep(problem, direction)) {
      return leaf; // No schedule goes this way; the verifier sees that too.
    }
    Search found = follow(problem, path(problem));
    if (best == null || found.costCent < best.costCent) {
      best = found;
    }
    int split = widestGap(problem, found);
    if (split < 0 || nodes >= MOST_NODES) {
      return leaf;
    }
    double bound = Math.max(boundOfParent, CertificateVerifier.boundCent(problem, leaf, direction));
    if (bound >= best.costCent - SEARCH_GAP * Math.max(1, Math.abs(best.costCent))) {
      return leaf;
    }
    direction[split] = 1;
    Certificate charging = search(problem, direction, bound);
    direction[split] = -1;
    Certificate discharging = search(problem, direction, bound);
    direction[split] = 0;
    return new Certificate.Split(split, charging, discharging);
  }

  private double[] prices(StorageProblem problem) {
    double[] prices = new double[problem.steps];
    for (int step = 0; step < prices.length; step++) {
      prices[step] = price[step] / scale[step];
    }
    return prices;
  }

  /** The powers along a path, and what they cost. */
  private Search follow(StorageProblem problem, double[] storedKwh) {
    double[] powerKw = new double[problem.steps];
    double cost = -problem.terminalCent * storedKwh[problem.steps - 1];
    double before = problem.initialKwh;
    for (int step = 0; step < problem.steps; step++) {
      double change = storedKwh[step] - problem.retention * before - problem.inflowKwh[step];
      double moved = problem.disposal ? Math.max(change, pieces.keptKwh[step]) : change;
      double power = problem.powerKw(moved);
      powerKw[step] = clamp(power, -problem.dischargeKw[step], problem.chargeKw[step]);
      cost += problem.stepCostCent(step, powerKw[step]);
      before = storedKwh[step];
    }
    return new Search(storedKwh, powerKw, cost);
  }

  /** The step whose cost lies furthest above the convex one it was solved on; −1 when none does. */
  private int widestGap(StorageProblem problem, Search found) {
    int widest = -1;
    double most = SEARCH_GAP;
    for (int step = 0; step < problem.steps; step++) {
      if (pieces.relaxed[step]) {
        double change = problem.storedChangeKwh(found.powerKw[step]);
        double full = problem.stepCostCent(step, problem.chargeKw[step]);
        double convex = full - pieces.costAboveCent(step, change);
        double gap = problem.stepCostCent(step, found.powerKw[step]) - convex;
        if (gap > most) {
          most = gap;
          widest = step;
        }
      }
    }
    return widest;
  }

  private void prepare(StorageProblem problem) {
    int steps = problem.steps;
    pieces.prepare(steps);
    if (price.length < steps) {
      scale = new double[steps];
      lower = new double[steps];
      upper = new double[steps];
      lowPrice = new double[steps];
      highPrice = new double[steps];
      price = new double[steps];
      leastChange = new double[steps];
      mostChange = new double[steps];
      reachLow = new double[steps];
      reachHigh = new double[steps];
    }
    double kept = 1;
    for (int step = 0; step < steps; step++) {
      kept *= problem.retention;
      scale[step] = kept;
    }
  }

  /** Forwards: stored energy over price, cut at the limits. */
  private void sweep(StorageProblem problem) {
    curve.reset(problem.initialKwh);
    for (int step = 0; step < problem.steps; step++) {
      double part = scale[step];
      curve.shift((problem.inflowKwh[step] + pieces.leastKwh[step]) / part);
      int end = pieces.first(step) + pieces.count[step];
      for (int piece = pieces.first(step); piece < end; piece++) {
        curve.add(pieces.from[piece] * part, pieces.to[piece] * part, pieces.kwh[piece] / part);
      }
      double low = problem.lowerKwh[step] / part;
      double high = problem.upperKwh[step] / part;
      lower[step] = Math.min(low, curve.top());
      upper[step] = Math.max(high, curve.bottom());
      lowPrice[step] = curve.cutBelow(low);
      highPrice[step] = curve.cutAbove(high);
    }
  }

  /** Backwards: the price of stored energy, held between those of the cuts. */
  private void traceBack(StorageProblem problem) {
    int last = problem.steps - 1;
    double next = problem.terminalCent * scale[last];
    for (int step = last; step >= 0; step--) {
      price[step] = Math.min(Math.max(next, lowPrice[step]), highPrice[step]);
      boolean atLower = price[step] > next;
      boolean atUpper = price[step] < next;
      next = price[step];
      reachLow[step] = atUpper ? upper[step] : lower[step];
      reachHigh[step] = atLower ? lower[step] : upper[step];
      response(step);
    }
  }

  /** The changes of the stored energy that answer the price of a step. */
  private void response(int step) {
    double part = scale[step];
    double at = price[step];
    double least = pieces.leastKwh[step];
    double most = least;
    int end = pieces.first(step) + pieces.count[step];
    for (int piece = pieces.first(step); piece < end; piece++) {
      double from = pieces.from[piece] * part;
      double to = pieces.to[piece] * part;
      double kwh = pieces.kwh[piece];
      if (at > to) {
        least += kwh;
        most += kwh;
      } else if (at >= from) {
        if (to > from && kwh / (to - from) <= Double.MAX_VALUE) {
          double taken = kwh * ((at - from) / (to - from));
          least += taken;
          most += taken;
        } else {
          most += kwh;
        }
      } else {
        break;
      }
    }
    leastChange[step] = least;
    mostChange[step] = most;
  }

  /** A path within the responses and the limits, with as little throughput as it can. */
  private double[] path(StorageProblem problem) {
    double low = problem.initialKwh;
    double high = problem.initialKwh;
    for (int step = 0; step < problem.steps; step++) {
      double part = scale[step];
      double bottom = reachLow[step];
      double top = reachHigh[step];
      low = clamp(low + (problem.inflowKwh[step] + leastChange[step]) / part, bottom, top);
      high = clamp(high + (problem.inflowKwh[step] + mostChange[step]) / part, bottom, top);
      high = Math.max(low, high);
      reachLow[step] = low;
      reachHigh[step] = high;
    }
    double[] stored = new double[problem.steps];
    int last = problem.steps - 1;
    double at = reachLow[last];
    for (int step = last; step >= 0; step--) {
      stored[step] = at * scale[step];
      if (step > 0) {
        double part = scale[step];
        double inflow = problem.inflowKwh[step] / part;
        double from = Math.max(reachLow[step - 1], at - inflow - mostChange[step] / part);
        double to = Math.min(reachHigh[step - 1], at - inflow - leastChange[step] / part);
        at = Math.max(from, Math.min(to, at - inflow));
        at = clamp(at, reachLow[step - 1], reachHigh[step - 1]);
      }
    }
    return stored;
  }

  private static double clamp(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }
}
