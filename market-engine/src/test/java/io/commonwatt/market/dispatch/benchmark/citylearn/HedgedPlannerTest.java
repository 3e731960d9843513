package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The planner beside its objective: what it plans is a minimum. */
class HedgedPlannerTest {

  private static final double SMOOTHING_KWH = 0.2;

  /**
   * The objective is convex but for the energy lost by cycling, so a plan that no random change
   * improves by more than the barrier's width is optimal.
   */
  @Property(tries = 60)
  void shouldFindAPlanThatNoChangeImproves(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    HedgedProblem problem = random(random);
    HedgedPlanner planner = new HedgedPlanner(problem, SMOOTHING_KWH);
    planner.solve();
    double[][] plan = planner.plan();
    double value = planner.costOf(plan);
    // A barrier of weight m leaves at most m for each bound; the last step was below 3e-4.
    double gap = 2 * problem.homes * problem.hours * HedgedPlanner.LAST_BARRIER + 3e-4;
    for (int change = 0; change < 300; change++) {
      double[][] other = changed(plan, problem, random);
      assertThat(planner.costOf(other))
          .as("seed %d, change %d", seed, change)
          .isGreaterThan(value - gap);
    }
  }

  private static double[][] changed(
      double[][] plan, HedgedProblem problem, SplittableRandom random) {
    double size = random.nextDouble();
    int from = random.nextInt(problem.hours);
    int to = from + random.nextInt(problem.hours - from);
    double[][] other = new double[problem.hours][];
    for (int hour = 0; hour < problem.hours; hour++) {
      other[hour] = plan[hour].clone();
    }
    for (int home = 0; home < problem.homes; home++) {
      double move = size * (2 * random.nextDouble() - 1);
      for (int hour = from; hour <= to; hour++) {
        double moved = other[hour][home] + move;
        other[hour][home] = Math.max(1e-3, Math.min(problem.capacityKwh[home] - 1e-3, moved));
      }
    }
    return other;
  }

  private static HedgedProblem random(SplittableRandom random) {
    HedgedProblem problem = new HedgedProblem(1 + random.nextInt(4), 8, 5);
    problem.ramp = 0.28;
    problem.storedValue = 0.2;
    problem.previousKwh = 4 * random.nextDouble() - 2;
    problem.peakKwh = 3;
    for (int home = 0; home < problem.homes; home++) {
      problem.capacityKwh[home] = 6.4;
      problem.storedKwh[home] = 5 * random.nextDouble();
    }
    for (int hour = 0; hour < problem.hours; hour++) {
      problem.price[hour] = 0.2 + 0.3 * random.nextInt(2);
      problem.carbon[hour] = 0.2 + 0.2 * random.nextDouble();
      problem.peak[hour] = random.nextInt(2);
      for (int node = 0; node < problem.nodes; node++) {
        problem.districtNodesKwh[hour][node] = random.nextDouble() - 0.5;
        problem.rampNodesKwh[hour][node] = random.nextDouble() - 0.5;
      }
      for (int home = 0; home < problem.homes; home++) {
        problem.netKwh[hour][home] = 4 * random.nextDouble() - 2;
        for (int node = 0; node < problem.nodes; node++) {
          problem.homeNodesKwh[hour][home][node] = random.nextDouble() - 0.5;
        }
      }
    }
    return problem;
  }
}
