package io.commonwatt.market.cooperative;

import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.LinearSolution;
import io.commonwatt.market.dispatch.LinearSolver;

/**
 * Members pool linear resources: v(S) = max Σ revenue · x, with each resource used at most as far
 * as the members of S bring it. Dual-price shares pay every member its resources at their shadow
 * prices and lie in the core for the price of one linear programme. Owen 1975, On the core of
 * linear production games.
 */
public final class LinearProductionGame implements CharacteristicFunction {

  private final double[][] use;
  private final double[] revenue;
  private final double[][] endowment;
  private final double[] most;
  private final LinearSolver solver;

  /**
   * A game.
   *
   * @param use of each resource by a unit of each activity, by resource and activity
   * @param revenue of a unit of each activity
   * @param endowment by member and resource, non-negative
   * @param most units of each activity, a finite bound that does not bind
   */
  public LinearProductionGame(
      double[][] use, double[] revenue, double[][] endowment, double[] most, LinearSolver solver) {
    this.use = use.clone();
    this.revenue = revenue.clone();
    this.endowment = endowment.clone();
    this.most = most.clone();
    this.solver = solver;
  }

  @Override
  public int members() {
    return endowment.length;
  }

  @Override
  public double value(long coalition) {
    LinearSolution solution = solve(coalition);
    double value = 0;
    for (int activity = 0; activity < revenue.length; activity++) {
      value += revenue[activity] * solution.values()[activity];
    }
    return value;
  }

  /** Each member's resources at the shadow prices of the whole. */
  public double[] dualPriceShares() {
    double[] duals = solve(everyone()).duals();
    double[] shares = new double[members()];
    for (int i = 0; i < shares.length; i++) {
      for (int resource = 0; resource < use.length; resource++) {
        shares[i] += Math.max(0, -duals[resource]) * endowment[i][resource];
      }
    }
    return shares;
  }

  private LinearSolution solve(long coalition) {
    LinearModel model = new LinearModel();
    for (int activity = 0; activity < revenue.length; activity++) {
      model.addColumn(0, most[activity], -revenue[activity]);
    }
    for (int resource = 0; resource < use.length; resource++) {
      double held = 0;
      for (long left = coalition; left != 0; left &= left - 1) {
        held += endowment[Long.numberOfTrailingZeros(left)][resource];
      }
      model.addRow(Double.NEGATIVE_INFINITY, held);
      for (int activity = 0; activity < revenue.length; activity++) {
        model.addEntry(activity, use[resource][activity]);
      }
    }
    LinearSolution solution = solver.solve(model);
    if (solution.status() != LinearSolution.Status.OPTIMAL) {
      throw new IllegalStateException(
          "The programme of coalition " + Long.toBinaryString(coalition) + " was not solved");
    }
    return solution;
  }
}
