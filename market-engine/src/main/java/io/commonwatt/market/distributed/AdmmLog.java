package io.commonwatt.market.distributed;

import java.util.List;

/**
 * What an exchange ADMM leaves behind: enough for a third party to recompute every step.
 *
 * @param penalty ρ
 * @param tolerance both residuals are to fall below
 * @param iterates all of them, in order
 * @param costs of each resource at the last iterate
 * @param bounds of each resource's cost(x) + price · x at the last price; their sum is a lower
 *     bound on the least cost of all: the dual certificate
 */
public record AdmmLog(
    double penalty, double tolerance, List<AdmmIterate> iterates, double[] costs, double[] bounds) {

  public AdmmLog {
    iterates = List.copyOf(iterates);
  }

  /** The last iterate. */
  public AdmmIterate last() {
    return iterates.get(iterates.size() - 1);
  }

  /** Whether both residuals fell below the tolerance. */
  public boolean converged() {
    return last().primalResidual() < tolerance && last().dualResidual() < tolerance;
  }

  /** Price of energy by interval. */
  public double[] price() {
    double[] price = last().scaledPrice().clone();
    for (int t = 0; t < price.length; t++) {
      price[t] *= penalty;
    }
    return price;
  }

  /** Σ costs at the last iterate. */
  public double cost() {
    return sum(costs);
  }

  /** Proven lower bound on the least cost. */
  public double bound() {
    return sum(bounds);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
