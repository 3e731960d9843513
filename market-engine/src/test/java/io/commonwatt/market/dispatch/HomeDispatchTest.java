package io.commonwatt.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Single stores behind limits, under a capacity charge or loyal to a plan, against back ends. */
class HomeDispatchTest {

  private static final int STEPS = 14;

  private static final SearchBudget MUCH = new SearchBudget(20_000, 1e-7);

  private final Dispatcher general = new Dispatcher(OrToolsSolver.create(MUCH));

  @Property(tries = 100)
  void shouldPlanLimitedHomesAsTheBackEndsDo(@ForAll long seed) {
    DispatchProblem problem = RandomProblems.anyLimits(seed, STEPS);
    Plan exact = Dispatcher.create(MUCH).plan(problem, Optional.empty());
    Plan solved = general.plan(problem, Optional.empty());

    double size = Math.max(1000, Math.abs(solved.objectiveMilliCent()));
    assertThat(exact.objectiveMilliCent())
        .isLessThanOrEqualTo(solved.objectiveMilliCent() + 1e-6 * size)
        .isGreaterThanOrEqualTo(solved.boundMilliCent() - 1e-6 * size);
    assertThat(exact.boundMilliCent())
        .isLessThanOrEqualTo(exact.objectiveMilliCent() + 1e-6 * size);
  }

  /** What one more kWh of load costs is the slope of the cost, from both sides of a kink. */
  @Property(tries = 60)
  void shouldPriceLoadByWhatItWouldCost(@ForAll long seed) {
    DispatchProblem problem = RandomProblems.anyLimits(seed, STEPS);
    Optional<Plan> found = new HomeDispatch().plan(problem);
    if (!HomeDispatch.covers(problem) || found.isEmpty()) {
      return;
    }
    int step = (int) Math.floorMod(seed, (long) STEPS);
    double little = 1e-5;
    double more = exactCent(problem, step, little);
    double less = exactCent(problem, step, -little);
    double now = found.get().objectiveMilliCent() / 1000;
    double price = found.get().details().netPriceCent()[0][step];
    double slack = 1e-3 * Math.max(1, Math.abs(price));
    if (Double.isFinite(more + less)) {
      assertThat(price).isBetween((now - less) / little - slack, (more - now) / little + slack);
    }
  }

  private static double exactCent(DispatchProblem problem, int step, double kw) {
    double[] load = problem.connections().get(0).baseKw().clone();
    load[step] += kw;
    return new HomeDispatch()
        .plan(problem.withLoad(load))
        .map(plan -> plan.objectiveMilliCent() / 1000)
        .orElse(Double.NaN);
  }
}
