package io.commonwatt.market.dispatch.storage;

import java.util.Arrays;
import java.util.Optional;

/**
 * Solves one store for several ways its load may go: the first step is the same in all of them,
 * later ones may differ, and the expected cost is least. For each way the worth of what is stored
 * after the first step is found as a curve, by the dynamic programme of {@link StorageSolver} run
 * backwards; the first step is where its marginal cost meets the expected worth. Exact like that
 * solver, and only where each step's cost is convex. A solve is a pure function of its input; not
 * thread-safe.
 */
public final class TwoStageSolver {

  private static final int HALVINGS = 100;

  private final StorageSolver solver = new StorageSolver();
  private final StepPieces pieces = new StepPieces();
  private final PriceCurve curve = new PriceCurve();

  /**
   * What is decided, and what it is expected to cost.
   *
   * @param ways one schedule for each way, alike in the first step
   * @param weight probability of each
   * @param costCent expected cost
   * @param boundCent no decision is expected to cost less
   * @param firstPriceCent what a stored kWh is expected to be worth after the first step, ct
   */
  public record Hedged(
      StorageSchedule[] ways,
      double[] weight,
      double costCent,
      double boundCent,
      double firstPriceCent) {}

  /** Marginal cost of the first step, and worth of stored energy after it, in one way. */
  private record Way(
      double[] changeKwh,
      double[] fromCent,
      double[] toCent,
      double[] reflectedKwh,
      double[] worthCent) {

    /** Marginal cost just above (side 1) or just below (−1) a change of the stored energy. */
    double costCent(double change, int side) {
      int piece = 0;
      while (piece + 1 < fromCent.length
          && (side > 0 ? changeKwh[piece + 1] <= change : changeKwh[piece + 1] < change)) {
        piece++;
      }
      double length = changeKwh[piece + 1] - changeKwh[piece];
      double part = length > 0 ? (change - changeKwh[piece]) / length : 0;
      return fromCent[piece] + Math.max(0, Math.min(1, part)) * (toCent[piece] - fromCent[piece]);
    }

    /** Worth of a stored kWh, just above (side 1) or just below (−1) a stored energy. */
    double worthCent(double storedKwh, int side) {
      double at = -storedKwh;
      int low = 0;
      int high = reflectedKwh.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        boolean before = side > 0 ? reflectedKwh[middle] < at : reflectedKwh[middle] <= at;
        if (before) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      // Points before low lie below; between two points the worth is linear.
      if (low == 0) {
        return worthCent[0];
      }
      if (low == reflectedKwh.length) {
        return worthCent[low - 1];
      }
      double length = reflectedKwh[low] - reflectedKwh[low - 1];
      double part = length > 0 ? (at - reflectedKwh[low - 1]) / length : 0;
      return worthCent[low - 1] + part * (worthCent[low] - worthCent[low - 1]);
    }
  }

  /**
   * Solves.
   *
   * @param ways the same store at the same prices under other loads, without losses by time or
   *     disposal
   * @param weight probability of each, adding up to 1
   * @return empty where a step's cost is not convex: where taking energy pays
   */
  public Optional<Hedged> solve(StorageProblem[] ways, double[] weight) {
    StorageProblem reachable = ReachableLimits.of(ways[0]);
    double before = reachable.initialKwh + reachable.inflowKwh[0];
    double least = reachable.lowerKwh[0] - before;
    double most = reachable.upperKwh[0] - before;
    Way[] curves = new Way[ways.length];
    for (int way = 0; way < ways.length; way++) {
      StorageProblem problem = ways[way].withLimits(reachable.lowerKwh, reachable.upperKwh);
      if (problem.disposal || problem.retention != 1 || !writePieces(problem)) {
        return Optional.empty();
      }
      curves[way] = way(problem);
      double[] change = curves[way].changeKwh;
      least = Math.max(least, Math.max(change[0], -curve.top() - before));
      most = Math.min(most, Math.min(change[change.length - 1], -curve.bottom() - before));
    }
    most = Math.max(least, most);
    double low = lowest(curves, weight, before, least, most);
    double high = highest(curves, weight, before, low, most);
    double change = Math.max(low, Math.min(high, 0));
    return Optional.of(hedged(ways, weight, reachable, curves, before, change));
  }

  private boolean writePieces(StorageProblem problem) {
    pieces.prepare(problem.steps);
    for (int step = 0; step < problem.steps; step++) {
      pieces.write(problem, step, 0);
      if (pieces.relaxed[step]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Backwards from the end; stored energy is reflected, so that its worth rises along the curve.
   */
  private Way way(StorageProblem problem) {
    int last = problem.steps - 1;
    curve.reset(-problem.upperKwh[last]);
    double room = problem.upperKwh[last] - problem.lowerKwh[last];
    curve.add(problem.terminalCent, problem.terminalCent, room);
    for (int step = last; step > 0; step--) {
      curve.shift(problem.inflowKwh[step] + pieces.leastKwh[step]);
      int end = pieces.first(step) + pieces.count[step];
      for (int piece = pieces.first(step); piece < end; piece++) {
        curve.add(pieces.from[piece], pieces.to[piece], pieces.kwh[piece]);
      }
      curve.cutBelow(-problem.upperKwh[step - 1]);
      curve.cutAbove(-problem.lowerKwh[step - 1]);
    }
    int count = pieces.count[0];
    double[] changeKwh = new double[count + 1];
    changeKwh[0] = pieces.leastKwh[0];
    for (int piece = 0; piece < count; piece++) {
      changeKwh[piece + 1] = changeKwh[piece] + pieces.kwh[piece];
    }
    double[][] points = curve.points();
    return new Way(
        changeKwh,
        Arrays.copyOf(pieces.from, count),
        Arrays.copyOf(pieces.to, count),
        points[0],
        points[1]);
  }

  /** Expected cost of a kWh more in the first step, just above or below a change, ct. */
  private static double slope(
      Way[] curves, double[] weight, double before, double change, int side) {
    double slope = 0;
    for (int way = 0; way < curves.length; way++) {
      double worth = curves[way].worthCent(before + change, side);
      slope += weight[way] * (curves[way].costCent(change, side) - worth);
    }
    return slope;
  }

  /** The least change of which more does not pay. */
  private static double lowest(
      Way[] curves, double[] weight, double before, double least, double most) {
    if (slope(curves, weight, before, least, 1) >= 0) {
      return least;
    }
    double low = least;
    double high = most;
    for (int i = 0; i < HALVINGS && low < high; i++) {
      double middle = 0.5 * (low + high);
      if (middle <= low || middle >= high) {
        break;
      }
      if (slope(curves, weight, before, middle, 1) >= 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** The greatest change that costs no more than the least one. */
  private static double highest(
      Way[] curves, double[] weight, double before, double least, double most) {
    if (slope(curves, weight, before, most, -1) <= 0) {
      return most;
    }
    double low = least;
    double high = most;
    for (int i = 0; i < HALVINGS && low < high; i++) {
      double middle = 0.5 * (low + high);
      if (middle <= low || middle >= high) {
        break;
      }
      if (slope(curves, weight, before, middle, -1) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Hedged hedged(
      StorageProblem[] ways,
      double[] weight,
      StorageProblem reachable,
      Way[] curves,
      double before,
      double change) {
    double[] lower = reachable.lowerKwh.clone();
    double[] upper = reachable.upperKwh.clone();
    lower[0] = before + change;
    upper[0] = lower[0];
    StorageSchedule[] schedules = new StorageSchedule[ways.length];
    double cost = 0;
    double bound = 0;
    for (int way = 0; way < ways.length; way++) {
      StorageSchedule pinned = solver.solve(ways[way].withLimits(lower, upper));
      schedules[way] = pinned;
      cost += weight[way] * pinned.costCent();
      bound += weight[way] * pinned.boundCent();
    }
    return new Hedged(
        schedules,
        weight,
        cost,
        bound - doubt(curves, weight, before, change, reachable),
        firstPriceCent(curves, weight, before, change));
  }

  /** By how much another first step might still cost less: the slope there over a rounding. */
  private static double doubt(
      Way[] curves, double[] weight, double before, double change, StorageProblem problem) {
    double width = 4 * Math.ulp(Math.max(1, Math.abs(before) + problem.upperKwh[0]));
    double up = slope(curves, weight, before, change + width, 1);
    double down = slope(curves, weight, before, change - width, -1);
    return width * (Math.abs(up) + Math.abs(down));
  }

  private static double firstPriceCent(
      Way[] curves, double[] weight, double before, double change) {
    double least = 0;
    double most = 0;
    double cost = 0;
    for (int way = 0; way < curves.length; way++) {
      least += weight[way] * curves[way].worthCent(before + change, 1);
      most += weight[way] * curves[way].worthCent(before + change, -1);
      cost += weight[way] * curves[way].costCent(change, 1);
    }
    return Math.max(least, Math.min(most, cost));
  }
}
