package io.commonwatt.market.dispatch;

/**
 * Answer of a back end.
 *
 * @param status whether there is a point and how good it is
 * @param values one per column; empty when {@link Status#FAILED}
 * @param duals one price per row; empty for models with whole columns
 * @param bound proven lower bound on the cost
 */
public record LinearSolution(Status status, double[] values, double[] duals, double bound) {

  /** How good the point is. */
  public enum Status {
    /** Proven to be the best. */
    OPTIMAL,
    /** A feasible point found within the budget, with the bound beside it. */
    INCUMBENT,
    /** No point. */
    FAILED
  }

  static LinearSolution failed() {
    return new LinearSolution(
        Status.FAILED, new double[0], new double[0], Double.NEGATIVE_INFINITY);
  }
}
