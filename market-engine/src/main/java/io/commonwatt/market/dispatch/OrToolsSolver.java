package io.commonwatt.market.dispatch;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPModelRequest;
import com.google.ortools.linearsolver.MPModelRequest.SolverType;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverResponseStatus;
import com.google.ortools.linearsolver.MPVariableProto;
import io.commonwatt.market.dispatch.LinearSolution.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OR-Tools: GLOP for linear models, SCIP where columns are whole. Each solve hands a fresh model to
 * the native code in one call and gets the answer back in one: no basis is kept, and no native
 * object outlives the call, so there is nothing to delete and nothing to leak. Effort is bounded by
 * search nodes, never by time, so a replay gives the same answer. Stateless and thread-safe.
 */
public final class OrToolsSolver implements LinearSolver {

  private final String wholeParameters;

  private OrToolsSolver(SearchBudget budget) {
    wholeParameters = "limits/nodes = " + budget.nodes() + "\nlimits/gap = " + budget.relativeGap();
  }

  /** Whether the native library loads on this machine; it is loaded once per class loader. */
  public static boolean isAvailable() {
    return Native.AVAILABLE;
  }

  /**
   * The solver.
   *
   * @throws IllegalStateException when the native library does not load
   */
  public static OrToolsSolver create() {
    return create(SearchBudget.DEFAULT);
  }

  /**
   * The solver with a budget for whole numbers.
   *
   * @throws IllegalStateException when the native library does not load
   */
  public static OrToolsSolver create(SearchBudget budget) {
    requireAvailable();
    return new OrToolsSolver(budget);
  }

  static void requireAvailable() {
    if (!isAvailable()) {
      throw new IllegalStateException(
          "OR-Tools has no native library for this machine; use the ojAlgo solver");
    }
  }

  @Override
  public String name() {
    return "or-tools";
  }

  @Override
  public LinearSolution solve(LinearModel model) {
    model.requireLinear(name());
    MPModelRequest.Builder request = MPModelRequest.newBuilder().setModel(proto(model));
    if (model.hasWholeColumns()) {
      request
          .setSolverType(SolverType.SCIP_MIXED_INTEGER_PROGRAMMING)
          .setSolverSpecificParameters(wholeParameters);
    } else {
      request.setSolverType(SolverType.GLOP_LINEAR_PROGRAMMING);
    }
    MPSolutionResponse response = MPSolver.solveWithProto(request.build());
    boolean optimal = response.getStatus() == MPSolverResponseStatus.MPSOLVER_OPTIMAL;
    boolean feasible = response.getStatus() == MPSolverResponseStatus.MPSOLVER_FEASIBLE;
    if (!optimal && !feasible) {
      return LinearSolution.failed();
    }
    double[] values = new double[model.columns()];
    for (int column = 0; column < values.length; column++) {
      values[column] = response.getVariableValue(column);
    }
    if (model.hasWholeColumns()) {
      return new LinearSolution(
          optimal ? Status.OPTIMAL : Status.INCUMBENT,
          values,
          new double[0],
          response.getBestObjectiveBound());
    }
    double[] duals = new double[model.rows()];
    for (int row = 0; row < duals.length; row++) {
      duals[row] = response.getDualValue(row);
    }
    return new LinearSolution(
        optimal ? Status.OPTIMAL : Status.INCUMBENT, values, duals, model.dualBound(duals));
  }

  private static MPModelProto proto(LinearModel model) {
    MPModelProto.Builder proto = MPModelProto.newBuilder();
    for (int column = 0; column < model.columns(); column++) {
      proto.addVariable(
          MPVariableProto.newBuilder()
              .setLowerBound(model.lower(column))
              .setUpperBound(model.upper(column))
              .setObjectiveCoefficient(model.cost(column))
              .setIsInteger(model.isWhole(column)));
    }
    for (int row = 0; row < model.rows(); row++) {
      MPConstraintProto.Builder constraint =
          MPConstraintProto.newBuilder()
              .setLowerBound(model.rowLower(row))
              .setUpperBound(model.rowUpper(row));
      for (int entry = model.firstEntry(row); entry < model.lastEntry(row); entry++) {
        constraint.addVarIndex(model.entryColumn(entry)).addCoefficient(model.entryValue(entry));
      }
      proto.addConstraint(constraint);
    }
    return proto.build();
  }

  /** Loads the native library once. */
  private static final class Native {
    private static final Logger LOG = LoggerFactory.getLogger(OrToolsSolver.class);
    private static final boolean AVAILABLE = load();

    private static boolean load() {
      try {
        Loader.loadNativeLibraries();
        return true;
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("OR-Tools does not load here ({}); ojAlgo solves instead", e.toString());
        return false;
      }
    }
  }
}
