package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.LinearSolution.Status;
import java.math.BigDecimal;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
import org.ojalgo.optimisation.integer.IntegerStrategy;
import org.ojalgo.type.context.NumberContext;

/**
 * ojAlgo, plain Java: the oracle in tests and what solves where OR-Tools does not load. Effort is
 * bounded by iterations. Stateless and thread-safe.
 */
public final class OjAlgoSolver implements LinearSolver {

  /**
   * One thread, because the search must not depend on which of several is first, and no Gomory
   * cuts: those of ojAlgo 57.1 cut the optimum off where binaries switch a store's direction.
   */
  private static final IntegerStrategy SEARCH =
      IntegerStrategy.newConfigurable()
          .withParallelism(() -> 1)
          .withGapTolerance(NumberContext.of(12, 14))
          .withGMICutConfiguration(
              new IntegerStrategy.GMICutConfiguration()
                  .withFractionality(0.4999)
                  .withViolation(BigDecimal.valueOf(1_000_000_000)));

  private static final String COLUMN = "column";
  private static final String ROW = "row";

  @Override
  public String name() {
    return "ojalgo";
  }

  @Override
  public LinearSolution solve(LinearModel model) {
    model.requireLinear(name());
    ExpressionsBasedModel target = new ExpressionsBasedModel();
    target.options.time_abort = Long.MAX_VALUE;
    target.options.time_suffice = Long.MAX_VALUE;
    target.options.integer(SEARCH);
    for (int column = 0; column < model.columns(); column++) {
      Variable variable =
          target
              .newVariable(COLUMN + column)
              .lower(BigDecimal.valueOf(model.lower(column)))
              .upper(BigDecimal.valueOf(model.upper(column)))
              .weight(BigDecimal.valueOf(model.cost(column)));
      variable.integer(model.isWhole(column));
    }
    for (int row = 0; row < model.rows(); row++) {
      addRow(target, model, row);
    }
    Optimisation.Result result = target.minimise();
    if (!result.getState().isFeasible()) {
      return LinearSolution.failed();
    }
    double[] values = new double[model.columns()];
    for (int column = 0; column < values.length; column++) {
      values[column] = result.doubleValue(column);
    }
    Status status = result.getState().isOptimal() ? Status.OPTIMAL : Status.INCUMBENT;
    if (model.hasWholeColumns()) {
      double bound = status == Status.OPTIMAL ? model.costOf(values) : Double.NEGATIVE_INFINITY;
      return new LinearSolution(status, values, new double[0], bound);
    }
    double[] duals = duals(result, model.rows());
    return new LinearSolution(status, values, duals, model.dualBound(duals));
  }

  private static void addRow(ExpressionsBasedModel target, LinearModel model, int row) {
    Expression expression = target.newExpression(ROW + row);
    if (!Double.isInfinite(model.rowLower(row))) {
      expression.lower(BigDecimal.valueOf(model.rowLower(row)));
    }
    if (!Double.isInfinite(model.rowUpper(row))) {
      expression.upper(BigDecimal.valueOf(model.rowUpper(row)));
    }
    for (int entry = model.firstEntry(row); entry < model.lastEntry(row); entry++) {
      expression.set(model.entryColumn(entry), BigDecimal.valueOf(model.entryValue(entry)));
    }
  }

  /** Row prices in the convention of {@link LinearModel#dualBound}. */
  private static double[] duals(Optimisation.Result result, int rows) {
    double[] duals = new double[rows];
    result
        .getMatchedMultipliers()
        .forEach(
            multiplier -> {
              String name = multiplier.getKey().getKey().getName();
              if (name.startsWith(ROW)) {
                double size = multiplier.doubleValue();
                duals[Integer.parseInt(name.substring(ROW.length()))] =
                    switch (multiplier.getKey().getValue()) {
                      case LOWER -> Math.abs(size);
                      case UPPER -> -Math.abs(size);
                      case EQUALITY -> -size;
                      case RANGE, NONE -> 0;
                    };
              }
            });
    return duals;
  }
}
