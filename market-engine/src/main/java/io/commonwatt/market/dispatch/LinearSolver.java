package io.commonwatt.market.dispatch;

/**
 * A back end. A solve is a pure function of the model: nothing that decides is carried from one to
 * the next. Implementations say whether they are thread-safe.
 */
public interface LinearSolver {

  /** Short name for logs and errors. */
  String name();

  /**
   * Minimises a model.
   *
   * @throws UnsupportedOperationException when the model has quadratic costs
   */
  LinearSolution solve(LinearModel model);
}
