package io.commonwatt.market.dispatch;

import static io.commonwatt.market.dispatch.RandomProblems.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HedgeTest {

  private static final Battery BATTERY = new Battery("b", "home", 4, 0, 4, 4, 1, 0);

  private final Dispatcher dispatcher = Dispatcher.create();

  /** Now 10 ct; later 30 ct, and nothing or 4 kW wanted: the newsvendor of one step. */
  @Test
  void shouldBuyNowForWhatIsLikelyEnoughToBeWanted() {
    Connection grid = Connection.of("g", of(0, 0), of(10, 30), of(0, 4));
    DispatchProblem problem = problem(grid, 0);
    double[][] ways = {of(0, 0), of(0, 4)};
    Plan even = dispatcher.plan(problem, Scenarios.equal(ways), Optional.empty());
    assertThat(even.setpointKw()[0][0]).as("½ · 30 + ½ · 4 > 10").isCloseTo(4, within(1e-6));
    Scenarios unlikely = new Scenarios(of(0.9, 0.1), new double[][][] {{ways[0]}, {ways[1]}});
    Plan rare = dispatcher.plan(problem, unlikely, Optional.empty());
    assertThat(rare.setpointKw()[0][0]).as(".1 · 30 + .9 · 4 < 10").isCloseTo(0, within(1e-6));
    assertThat(rare.status()).isEqualTo(Plan.Status.OPTIMAL);
  }

  @Property(tries = 30)
  void pitfall22ShouldExpectNoMoreThanACertaintyEquivalentPlanCosts(@ForAll long seed) {
    Random random = new Random(seed);
    int steps = 8;
    double[][] ways = new double[4][];
    for (int way = 0; way < ways.length; way++) {
      ways[way] = RandomSites.draw(random, steps, -2, 3);
      ways[way][0] = ways[0][0];
    }
    Connection grid =
        Connection.of(
            "g",
            ways[0],
            RandomSites.draw(random, steps, 15, 40),
            RandomSites.draw(random, steps, 0, 14));
    DispatchProblem problem = problem(grid, 4 * random.nextDouble());
    Scenarios scenarios = Scenarios.equal(ways);
    Plan hedged = dispatcher.plan(problem, scenarios, Optional.empty());
    DispatchProblem mean = problem.withConnections(List.of(grid.withLoad(scenarios.mean(0))));
    double certain = dispatcher.plan(mean, Optional.empty()).setpointKw()[0][0];

    double byHedge = expectedCost(problem, ways, hedged.setpointKw()[0][0]);
    double byMean = expectedCost(problem, ways, certain);
    assertThat(byHedge).as("seed %d", seed).isLessThanOrEqualTo(byMean + 0.5);
    assertThat(hedged.objectiveMilliCent() / 1000).isCloseTo(byHedge, within(0.5));
  }

  /** Single stores, hedged exactly and by the scenarios written out as one linear programme. */
  @Property(tries = 60)
  void shouldHedgeSingleStoresAsTheBackEndsDo(@ForAll long seed) {
    Random random = new Random(seed);
    int steps = 6 + random.nextInt(6);
    boolean limited = random.nextBoolean();
    DispatchProblem problem =
        limited ? RandomProblems.limited(seed, steps) : RandomProblems.single(seed, steps);
    int count = 2 + random.nextInt(4);
    double[] weight = new double[count];
    double[][][] ways = new double[count][problem.connections().size()][];
    for (int way = 0; way < count; way++) {
      weight[way] = 1.0 / count;
      for (int c = 0; c < ways[way].length; c++) {
        ways[way][c] = RandomSites.draw(random, steps, -1.5, 2);
      }
    }
    Scenarios scenarios = new Scenarios(weight, ways);
    Plan exact = dispatcher.plan(problem, scenarios, Optional.empty());
    boolean exactly = isSolvedExactly(problem, ways, weight);
    assertThat(limited || exactly).isTrue();
    Assume.that(exactly);
    Plan general =
        new Dispatcher(OrToolsSolver.create()).plan(problem, scenarios, Optional.empty());

    double size = Math.max(1000, Math.abs(general.objectiveMilliCent()));
    assertThat(exact.status()).isEqualTo(Plan.Status.OPTIMAL);
    assertThat(exact.boundMilliCent()).isCloseTo(exact.objectiveMilliCent(), within(1e-6 * size));
    assertThat(exact.objectiveMilliCent())
        .isLessThanOrEqualTo(general.objectiveMilliCent() + 1e-6 * size)
        .isGreaterThanOrEqualTo(general.boundMilliCent() - 1e-6 * size);
  }

  @Test
  void shouldKeepALimitWithAProbability() {
    double[][] ways = new double[10][];
    for (int way = 0; way < ways.length; way++) {
      ways[way] = of(1, 1 + way * 0.2);
    }
    Scenarios scenarios = Scenarios.equal(ways);
    assertThat(scenarios.mean(0)).containsExactly(of(1, 1.9), within(1e-12));
    assertThat(scenarios.marginKw(0, 0.9)).containsExactly(of(0, 0.7), within(1e-12));
    assertThat(scenarios.marginKw(0, 1)).containsExactly(of(0, 0.9), within(1e-12));

    GridLimits limits = GridLimits.of(2, 2, 9);
    Connection grid = Connection.of("g", scenarios.mean(0), of(20, 20), of(5, 5));
    DispatchProblem certain = problem(grid.with(limits), 0);
    DispatchProblem chance = problem(grid.with(limits.withMargin(scenarios.marginKw(0, 0.9))), 0);
    assertThat(dispatcher.plan(certain, Optional.empty()).setpointKw()[0][1])
        .isCloseTo(0, within(1e-6));
    assertThat(dispatcher.plan(chance, Optional.empty()).setpointKw()[0][1])
        .as("mean 1.9 + margin .7 − .6 = limit 2")
        .isCloseTo(-0.6, within(1e-6));
  }

  @Test
  void shouldRefuseWeightsThatAreNone() {
    assertThatThrownBy(() -> new Scenarios(of(0.5, 0.4), new double[2][1][1]))
        .hasMessageContaining("add up to 0.9");
    assertThatThrownBy(() -> Scenarios.equal(new double[][] {of(1)}).marginKw(0, 0.2))
        .hasMessageContaining("give 0.5 to 1");
  }

  /** Where importing costs more than exporting pays, and nothing is negative, it always is. */
  private static boolean isSolvedExactly(
      DispatchProblem problem, double[][][] ways, double[] weight) {
    List<DispatchProblem> each = new ArrayList<>();
    for (double[][] way : ways) {
      List<Connection> connections = new ArrayList<>();
      for (int c = 0; c < way.length; c++) {
        connections.add(problem.connections().get(c).withLoad(way[c]));
      }
      each.add(problem.withConnections(connections));
    }
    return new HomeDispatch().plan(problem, each, weight).isPresent();
  }

  /** Cost of a first setpoint when each way is then solved knowing it, ct. */
  private double expectedCost(DispatchProblem problem, double[][] ways, double firstKw) {
    double sum = 0;
    for (double[] way : ways) {
      Connection grid = problem.connections().get(0);
      Store store = problem.stores().get(0);
      double net = way[0] + firstKw;
      sum += net * (net > 0 ? grid.importCentPerKwh()[0] : grid.exportCentPerKwh()[0]);
      Connection later =
          Connection.of(
              "later", tail(way), tail(grid.importCentPerKwh()), tail(grid.exportCentPerKwh()));
      double stored = Math.max(0, Math.min(4, store.storedKwh() + firstKw));
      DispatchProblem rest =
          new DispatchProblem(
              START.plusSeconds(3600),
              3600,
              List.of(later),
              List.of(new Store(BATTERY, 0, stored, store.terminalCentPerKwh())));
      sum += dispatcher.plan(rest, Optional.empty()).objectiveMilliCent() / 1000;
    }
    return sum / ways.length;
  }

  private static double[] tail(double[] values) {
    return Arrays.copyOfRange(values, 1, values.length);
  }

  private static DispatchProblem problem(Connection grid, double storedKwh) {
    return new DispatchProblem(
        START, 3600, List.of(grid), List.of(new Store(BATTERY, 0, storedKwh, 4)));
  }

  private static double[] of(double... values) {
    return values;
  }
}
