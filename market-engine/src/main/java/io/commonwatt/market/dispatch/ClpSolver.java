package io.commonwatt.market.dispatch;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import io.commonwatt.market.dispatch.LinearSolution.Status;

/**
 * CLP through OR-Tools on one native model that is edited in place: where the next model has the
 * same rows and entries, only bounds, sides, values and costs are written. Incrementality is off,
 * so each solve starts anew and is a pure function of the model, to the bit. The native model lives
 * until {@link #close}. Not thread-safe: one for each thread.
 */
public final class ClpSolver implements LinearSolver, AutoCloseable {

  private MPSolver solver;
  private MPVariable[] columns;
  private MPConstraint[] rows;
  private LinearModel written;
  private final MPSolverParameters parameters;
  private final OrToolsSolver whole;

  private ClpSolver(SearchBudget budget) {
    whole = OrToolsSolver.create(budget);
    parameters = new MPSolverParameters();
    parameters.setIntegerParam(
        MPSolverParameters.IntegerParam.INCREMENTALITY,
        MPSolverParameters.IncrementalityValues.INCREMENTALITY_OFF.swigValue());
  }

  /**
   * The solver.
   *
   * @throws IllegalStateException when the native library does not load
   */
  public static ClpSolver create() {
    return create(SearchBudget.DEFAULT);
  }

  /**
   * The solver with a budget for whole numbers, which a fresh model of SCIP searches.
   *
   * @throws IllegalStateException when the native library does not load
   */
  public static ClpSolver create(SearchBudget budget) {
    OrToolsSolver.requireAvailable();
    return new ClpSolver(budget);
  }

  @Override
  public String name() {
    return "clp";
  }

  @Override
  public LinearSolution solve(LinearModel model) {
    model.requireLinear(name());
    if (model.hasWholeColumns()) {
      return whole.solve(model);
    }
    if (written != null && model.hasShapeOf(written)) {
      edit(model);
    } else {
      build(model);
    }
    written = model;
    MPSolver.ResultStatus status = solver.solve(parameters);
    if (status != MPSolver.ResultStatus.OPTIMAL && status != MPSolver.ResultStatus.FEASIBLE) {
      return LinearSolution.failed();
    }
    double[] values = new double[columns.length];
    for (int column = 0; column < values.length; column++) {
      values[column] = columns[column].solutionValue();
    }
    double[] duals = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      duals[row] = rows[row].dualValue();
    }
    boolean optimal = status == MPSolver.ResultStatus.OPTIMAL;
    return new LinearSolution(
        optimal ? Status.OPTIMAL : Status.INCUMBENT, values, duals, model.dualBound(duals));
  }

  private void build(LinearModel model) {
    close();
    solver = MPSolver.createSolver("CLP");
    columns = new MPVariable[model.columns()];
    rows = new MPConstraint[model.rows()];
    MPObjective objective = solver.objective();
    objective.setMinimization();
    for (int column = 0; column < columns.length; column++) {
      columns[column] = solver.makeNumVar(model.lower(column), model.upper(column), "");
      objective.setCoefficient(columns[column], model.cost(column));
    }
    for (int row = 0; row < rows.length; row++) {
      rows[row] = solver.makeConstraint(model.rowLower(row), model.rowUpper(row));
      for (int entry = model.firstEntry(row); entry < model.lastEntry(row); entry++) {
        rows[row].setCoefficient(columns[model.entryColumn(entry)], model.entryValue(entry));
      }
    }
  }

  private void edit(LinearModel model) {
    MPObjective objective = solver.objective();
    for (int column = 0; column < columns.length; column++) {
      if (model.lower(column) != written.lower(column)
          || model.upper(column) != written.upper(column)) {
        columns[column].setBounds(model.lower(column), model.upper(column));
      }
      if (model.cost(column) != written.cost(column)) {
        objective.setCoefficient(columns[column], model.cost(column));
      }
    }
    for (int row = 0; row < rows.length; row++) {
      if (model.rowLower(row) != written.rowLower(row)
          || model.rowUpper(row) != written.rowUpper(row)) {
        rows[row].setBounds(model.rowLower(row), model.rowUpper(row));
      }
      for (int entry = model.firstEntry(row); entry < model.lastEntry(row); entry++) {
        if (model.entryValue(entry) != written.entryValue(entry)) {
          rows[row].setCoefficient(columns[model.entryColumn(entry)], model.entryValue(entry));
        }
      }
    }
  }

  /** Frees the native model; the next solve makes another. */
  @Override
  public void close() {
    if (solver != null) {
      solver.delete();
      solver = null;
      written = null;
    }
  }
}
