package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.LinearSolution.Status;
import java.util.Arrays;

/**
 * Separable convex quadratic costs for a linear back end. Each ½ · q · x² is replaced by the
 * greatest of its tangents, close together around the last answer and wide apart elsewhere; each
 * round moves them there and draws them closer, until the cost of the answer meets the bound that
 * its row prices prove for the quadratic model itself. So the answer is as good as that gap says,
 * whatever the back end is. Linear models go straight to it. As thread-safe as the back end.
 */
public final class TangentSolver implements LinearSolver {

  /** Gap to the bound at which a quadratic answer is optimal, relative to the cost, at least 1. */
  static final double GAP = 1e-9;

  private static final int SIDE = 8;
  private static final double CLOSER = 6;
  private static final double WIDER = 3;
  private static final int ROUNDS = 40;

  /** Rounds where columns are whole: each is a search. */
  private static final int WHOLE_ROUNDS = 7;

  /** What tangents may leave out of a whole answer's cost, relative to it, at least 1. */
  private static final double LEFT_OUT = 1e-7;

  private final LinearSolver linear;

  /** Around a back end for linear models. */
  public TangentSolver(LinearSolver linear) {
    this.linear = linear;
  }

  @Override
  public String name() {
    return linear.name();
  }

  @Override
  public LinearSolution solve(LinearModel model) {
    return model.isQuadratic() ? new Rounds(model).solve() : linear.solve(model);
  }

  /** One solve. */
  private final class Rounds {

    private final LinearModel model;
    private final double[] centre;
    private final double[] apart;
    private final double[] points = new double[2 * SIDE + 130];
    private LinearSolution best = LinearSolution.failed();
    private double bestCost = Double.POSITIVE_INFINITY;
    private double bound = Double.NEGATIVE_INFINITY;
    private double leftOut = Double.POSITIVE_INFINITY;

    Rounds(LinearModel model) {
      this.model = model;
      centre = new double[model.columns()];
      apart = new double[model.columns()];
      for (int column = 0; column < centre.length; column++) {
        centre[column] = (model.lower(column) + model.upper(column)) / 2;
        apart[column] = (model.upper(column) - model.lower(column)) / (2 * SIDE);
      }
    }

    LinearSolution solve() {
      int rounds = model.hasWholeColumns() ? WHOLE_ROUNDS : ROUNDS;
      for (int round = 0; round < rounds && !isMet(); round++) {
        LinearModel tangents = tangents();
        LinearSolution answer = linear.solve(tangents);
        if (answer.status() == Status.FAILED) {
          break;
        }
        take(answer, tangents.costOf(answer.values()) + lowestCost());
        draw(answer.values());
      }
      if (best.status() == Status.FAILED) {
        return best;
      }
      boolean optimal = model.hasWholeColumns() ? best.status() == Status.OPTIMAL : isMet();
      return new LinearSolution(
          optimal ? Status.OPTIMAL : Status.INCUMBENT, best.values(), best.duals(), bound);
    }

    private boolean isMet() {
      double size = Math.max(1, Math.abs(bestCost));
      return Double.isFinite(bestCost)
          && (bestCost - bound <= GAP * size
              || model.hasWholeColumns() && leftOut <= LEFT_OUT * size);
    }

    private void take(LinearSolution answer, double costByTangents) {
      double[] values = Arrays.copyOf(answer.values(), model.columns());
      double cost = model.costOf(values);
      double[] duals = new double[0];
      leftOut = cost - costByTangents;
      if (model.hasWholeColumns()) {
        bound = Math.max(bound, answer.bound() + lowestCost());
      } else {
        duals = Arrays.copyOf(answer.duals(), model.rows());
        double proven = model.dualBound(duals);
        // The prices that prove most are the answer's, also when an earlier point cost less.
        duals = proven > bound ? duals : best.duals();
        bound = Math.max(bound, proven);
      }
      boolean better = cost < bestCost;
      bestCost = Math.min(bestCost, cost);
      best = new LinearSolution(answer.status(), better ? values : best.values(), duals, bound);
    }

    /** Moves the tangents to an answer, and closer where it lay well among them. */
    private void draw(double[] values) {
      for (int column = 0; column < centre.length; column++) {
        boolean inside = Math.abs(values[column] - centre[column]) < (SIDE - 1) * apart[column];
        centre[column] = values[column];
        apart[column] = inside ? apart[column] / CLOSER : apart[column];
      }
    }

    /** The model with a column for each stretch between two kinks. */
    private LinearModel tangents() {
      LinearModel target = model.linearPart();
      for (int column = 0; column < model.columns(); column++) {
        double weight = model.quadratic(column);
        if (weight > 0 && model.lower(column) < model.upper(column)) {
          addStretches(target, column, weight, touching(column));
        }
      }
      return target;
    }

    private void addStretches(LinearModel target, int column, double weight, int touching) {
      int first = target.columns();
      double from = model.lower(column);
      for (int i = 0; i < touching; i++) {
        boolean last = i == touching - 1;
        double to = last ? model.upper(column) : (points[i] + points[i + 1]) / 2;
        target.addColumn(0, Math.max(0, to - from), weight * points[i]);
        from = to;
      }
      target.addRow(model.lower(column), model.lower(column));
      target.addEntry(column, 1);
      for (int stretch = first; stretch < target.columns(); stretch++) {
        target.addEntry(stretch, -1);
      }
    }

    /** Writes where tangents touch, rising, both bounds among them; returns how many. */
    private int touching(int column) {
      double lower = model.lower(column);
      double upper = model.upper(column);
      int count = 0;
      points[count++] = lower;
      double reach = SIDE * apart[column];
      double far = reach;
      while (centre[column] - far > lower) {
        far *= WIDER;
      }
      for (far /= WIDER; far > reach * (WIDER + 1) / 2; far /= WIDER) {
        count = touch(centre[column] - far, lower, upper, count);
      }
      for (int side = -SIDE; side <= SIDE; side++) {
        count = touch(centre[column] + side * apart[column], lower, upper, count);
      }
      for (far = WIDER * reach; centre[column] + far < upper; far *= WIDER) {
        count = touch(centre[column] + far, lower, upper, count);
      }
      points[count++] = upper;
      return count;
    }

    private int touch(double at, double lower, double upper, int count) {
      if (at <= Math.max(lower, points[count - 1]) || at >= upper) {
        return count;
      }
      points[count] = at;
      return count + 1;
    }

    /** What the tangents cost with every quadratic column at its lower bound, ct. */
    private double lowestCost() {
      double sum = 0;
      for (int column = 0; column < model.columns(); column++) {
        sum += 0.5 * model.quadratic(column) * model.lower(column) * model.lower(column);
      }
      return sum;
    }
  }
}
