package io.commonwatt.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.LinearSolution.Status;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Quadratic costs solved by linear back ends, held against the conditions of optimality. */
class TangentSolverTest {

  private static final int STEPS = 16;

  /** ½ · 2 · (x − 0.3)² within −1 and 1, and the same where the bound is nearer. */
  @Test
  void shouldFindTheLeastOfAParabola() {
    for (double least : new double[] {0.3, -7, 1}) {
      LinearModel model = new LinearModel();
      model.setQuadratic(model.addColumn(-1, 1, -2 * least), 2);
      LinearSolution solution = new TangentSolver(OrToolsSolver.create()).solve(model);

      double within = Math.max(-1, Math.min(1, least));
      assertThat(solution.status()).isEqualTo(Status.OPTIMAL);
      assertThat(solution.values()[0]).isCloseTo(within, within(1e-4));
      assertThat(model.costOf(solution.values()))
          .isCloseTo(within * within - 2 * least * within, within(1e-8));
    }
  }

  @Property(tries = 30)
  void shouldMeetTheConditionsOfOptimality(@ForAll long seed) {
    DispatchProblem problem =
        RandomProblems.proximal(RandomProblems.of(seed, 2, 3, STEPS, false), seed);
    LinearModel model = new DispatchModel(problem, new boolean[3][STEPS]).model();
    LinearSolution solution = new TangentSolver(OrToolsSolver.create()).solve(model);

    assertThat(solution.status()).isEqualTo(Status.OPTIMAL);
    double cost = model.costOf(solution.values());
    double size = Math.max(1, Math.abs(cost));
    assertThat(cost - solution.bound()).isBetween(-1e-9 * size, 1e-9 * size);
    assertThat(brokenRows(model, solution.values())).isLessThan(1e-6);
    assertThat(leastByPrices(model, solution.duals()))
        .isCloseTo(solution.bound(), within(1e-9 * size));
    try (ClpSolver clp = ClpSolver.create()) {
      assertThat(model.costOf(new TangentSolver(clp).solve(model).values()))
          .isCloseTo(cost, within(1e-8 * size));
    }
  }

  @Property(tries = 10)
  void shouldAgreeWithoutNativeCode(@ForAll long seed) {
    DispatchProblem problem =
        RandomProblems.proximal(RandomProblems.of(seed, 1, 2, 8, false), seed);
    LinearModel model = new DispatchModel(problem, new boolean[2][8]).model();
    double cost = cost(model, OrToolsSolver.create());
    assertThat(cost(model, new OjAlgoSolver()))
        .isCloseTo(cost, within(1e-8 * Math.max(1, Math.abs(cost))));
  }

  /** The proximal step of a home: tangents and dynamic programming share nothing. */
  @Property(tries = 40)
  void shouldPlanProximalHomesAsTheExactSolver(@ForAll long seed) {
    DispatchProblem problem = RandomProblems.proximal(RandomProblems.single(seed, STEPS), seed);
    Plan exact = Dispatcher.create().plan(problem, Optional.empty());
    Plan general = new Dispatcher(OrToolsSolver.create()).plan(problem, Optional.empty());

    double size = Math.max(1000, Math.abs(exact.objectiveMilliCent()));
    assertThat(general.status()).isEqualTo(Plan.Status.OPTIMAL);
    assertThat(general.objectiveMilliCent())
        .isCloseTo(exact.objectiveMilliCent(), within(1e-6 * size));
  }

  /** A proximal term where energy is paid for taking: whole directions and tangents at once. */
  @Property(tries = 10)
  void shouldKeepDirectionsUnderProximalTerms(@ForAll long seed) {
    DispatchProblem problem = RandomProblems.proximal(RandomProblems.of(seed, 1, 2, 8, true), seed);
    SearchBudget much = new SearchBudget(20_000, 1e-7);
    Plan plan = new Dispatcher(OrToolsSolver.create(much)).plan(problem, Optional.empty());

    double size = Math.max(1000, Math.abs(plan.objectiveMilliCent()));
    assertThat(plan.objectiveMilliCent() - plan.boundMilliCent())
        .isBetween(-1e-6 * size, 1e-2 * size);
  }

  private static double cost(LinearModel model, LinearSolver linear) {
    return model.costOf(new TangentSolver(linear).solve(model).values());
  }

  private static double brokenRows(LinearModel model, double[] values) {
    double broken = 0;
    for (int row = 0; row < model.rows(); row++) {
      double sum = 0;
      for (int entry = model.firstEntry(row); entry < model.lastEntry(row); entry++) {
        sum += model.entryValue(entry) * values[model.entryColumn(entry)];
      }
      broken = Math.max(broken, Math.max(model.rowLower(row) - sum, sum - model.rowUpper(row)));
    }
    return broken;
  }

  /** The naive twin of the bound: what row prices prove, each column's least found by thirds. */
  private static double leastByPrices(LinearModel model, double[] duals) {
    double[] reduced = new double[model.columns()];
    Arrays.setAll(reduced, model::cost);
    double bound = 0;
    for (int row = 0; row < model.rows(); row++) {
      double side = duals[row] > 0 ? model.rowLower(row) : model.rowUpper(row);
      if (Double.isFinite(side)) {
        bound += duals[row] * side;
        for (int entry = model.firstEntry(row); entry < model.lastEntry(row); entry++) {
          reduced[model.entryColumn(entry)] -= duals[row] * model.entryValue(entry);
        }
      }
    }
    for (int column = 0; column < reduced.length; column++) {
      double weight = model.quadratic(column);
      double low = model.lower(column);
      double high = model.upper(column);
      for (int third = 0; third < 200; third++) {
        double one = low + (high - low) / 3;
        double other = high - (high - low) / 3;
        boolean left =
            (reduced[column] + weight * one / 2) * one
                < (reduced[column] + weight * other / 2) * other;
        low = left ? low : one;
        high = left ? other : high;
      }
      bound += (reduced[column] + weight * low / 2) * low;
    }
    return bound;
  }
}
