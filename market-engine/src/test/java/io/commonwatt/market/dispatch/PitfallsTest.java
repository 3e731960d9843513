package io.commonwatt.market.dispatch;

import static io.commonwatt.market.dispatch.RandomProblems.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.storage.StorageProblem;
import io.commonwatt.market.dispatch.storage.StorageSolver;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.DeferrableLoad;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Faults seen in other systems, each designed out; numbers are those of the project's list. Others
 * of the list stand in {@link DispatcherTest}, in the tests of clearing, settlement and
 * observation.
 */
class PitfallsTest {

  private static final boolean FULL = "full".equals(System.getProperty("commonwatt.size"));
  private static final int STEPS = 24;

  /** 4: a window is checked against the horizon before a model is built, and big-M are tight. */
  @Test
  void pitfall04ShouldRefuseWindowsOutsideTheHorizonAndKeepBigMTight() {
    DeferrableLoad late =
        new DeferrableLoad(
            "washer", new double[3], START.plusSeconds(7200), START.plusSeconds(14_400));
    DispatchProblem problem =
        new DispatchProblem(
            START,
            3600,
            List.of(grid(4)),
            List.of(),
            List.of(new PlacedDevice(late, 0)),
            Optional.empty());
    assertThatThrownBy(() -> Dispatcher.create().plan(problem, Optional.empty()))
        .hasMessageContaining("'washer'")
        .hasMessageContaining("does not fit");
    DispatchProblem one = RandomProblems.of(5, 1, 1, 6, true);
    boolean[][] exclusive = new boolean[1][6];
    Arrays.fill(exclusive[0], true);
    LinearModel model = new DispatchModel(one, exclusive).model();
    double largest = 0;
    for (int row = 0; row < model.rows(); row++) {
      for (int entry = model.firstEntry(row); entry < model.lastEntry(row); entry++) {
        largest = Math.max(largest, Math.abs(model.entryValue(entry)));
      }
    }
    Battery battery = one.stores().get(0).battery();
    assertThat(largest).isLessThanOrEqualTo(Math.max(battery.chargeKw(), 2));
  }

  /** 7: forecasts that move a little do not turn the plan around. */
  @Property(tries = 20)
  void pitfall07ShouldNotFlapBetweenRuns(@ForAll long seed) {
    Random random = new Random(seed);
    double[] flat = RandomSites.draw(random, 12, 20, 20.4);
    double[] shaken = flat.clone();
    for (int step = 0; step < shaken.length; step++) {
      shaken[step] += 0.3 * random.nextDouble();
    }
    flat[11] = 40;
    shaken[11] = 40;
    Battery battery = new Battery("b", "home", 4, 0, 2, 2, 1, 0);
    Store store = new Store(battery, 0, 0, 0);
    Plan first = plan(flat, store, Optional.empty());
    PreviousPlan told = new PreviousPlan(START, 3600, Map.of("b", first.setpointKw()[0]));
    Plan loyal = plan(shaken, store, Optional.of(new Loyalty(told, 1)));
    assertThat(loyal.setpointKw()[0]).containsExactly(first.setpointKw()[0], within(2e-3));
  }

  /** 19: one builder writes every model; the back ends only read it. */
  @Test
  void pitfall19ShouldGiveEveryBackEndTheSameModel() {
    DispatchProblem problem = RandomProblems.of(9, 2, 3, 12, false);
    double glop = objective(problem, OrToolsSolver.create());
    assertThat(objective(problem, new OjAlgoSolver())).isCloseTo(glop, within(1e-3));
    try (ClpSolver clp = ClpSolver.create()) {
      assertThat(objective(problem, clp)).isCloseTo(glop, within(1e-3));
    }
  }

  /** 20: a million solves at acceptance, and native memory stays where it was. */
  @Test
  void pitfall20ShouldNotLeakNativeMemory() throws IOException {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/proc/self/status")), "memory is read from /proc, not here");
    List<LinearModel> models = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      DispatchProblem problem = RandomProblems.of(i, 1, 1, STEPS, false);
      models.add(new DispatchModel(problem, new boolean[1][STEPS]).model());
    }
    int solves = FULL ? 1_000_000 : 4_000;
    try (ClpSolver clp = ClpSolver.create()) {
      solve(clp, models, 2_000);
      solve(OrToolsSolver.create(), models, 1_000);
      long before = nativeBytes();
      solve(clp, models, solves);
      solve(OrToolsSolver.create(), models, solves / 10);
      long grown = nativeBytes() - before;
      System.out.printf("native memory grew by %,d bytes over %,d solves%n", grown, solves);
      // A model leaked at each solve would be over 100 kB each.
      assertThat(grown).isLessThan(64L << 20);
    }
  }

  /** 21: the optimum, with the bound that shows it, at once. */
  @Test
  void pitfall21ShouldProveItsPlan() {
    Plan plan = Dispatcher.create().plan(RandomProblems.single(4, STEPS), Optional.empty());
    assertThat(plan.status()).isEqualTo(Plan.Status.OPTIMAL);
    assertThat(plan.objectiveMilliCent() - plan.boundMilliCent()).isLessThan(1e-3);
  }

  /** 25: effort is a parameter, and what it cut off shows as a gap. */
  @Test
  void pitfall25ShouldTakeItsBudgetAsAParameter() {
    DispatchProblem problem = RandomProblems.of(-2478137427L, 1, 3, 16, true);
    SearchBudget little = new SearchBudget(1, 0);
    Plan cut = new Dispatcher(OrToolsSolver.create(little)).plan(problem, Optional.empty());
    SearchBudget much = new SearchBudget(20_000, 1e-7);
    Plan full = new Dispatcher(OrToolsSolver.create(much)).plan(problem, Optional.empty());
    assertThat(full.objectiveMilliCent())
        .isLessThanOrEqualTo(cut.objectiveMilliCent() + 1e-3)
        .isGreaterThanOrEqualTo(cut.boundMilliCent() - 1);
    assertThat(cut.setpointKw()).isNotEmpty();
    assertThatThrownBy(() -> new SearchBudget(0, 0)).hasMessageContaining("1 node or more");
  }

  /** 8: one price held over a day, at 15, 30 and 60 minutes, also by the exact solver. */
  @Test
  void pitfall08ShouldCostTheSameAtEveryGranularityExactly() {
    double hourly = exactCost(1);
    assertThat(exactCost(2)).isCloseTo(hourly, within(1e-9));
    assertThat(exactCost(4)).isCloseTo(hourly, within(1e-9));
  }

  private static double exactCost(int parts) {
    double[] base = new double[STEPS * parts];
    double[] imports = new double[STEPS * parts];
    double[] exports = new double[STEPS * parts];
    for (int step = 0; step < base.length; step++) {
      int hour = step / parts;
      base[step] = hour % 5 - 1.5;
      imports[step] = 20 + 3 * (hour % 7);
      exports[step] = 5;
    }
    StorageProblem problem =
        StorageProblem.at("b", 1.0 / parts, base, imports, exports)
            .power(2, 2)
            .efficiency(0.9, 0.9, 1)
            .stored(1, 0, 6)
            .terminal(10)
            .build();
    return new StorageSolver().solve(problem).costCent();
  }

  private static double objective(DispatchProblem problem, LinearSolver solver) {
    return new Dispatcher(solver).plan(problem, Optional.empty()).objectiveMilliCent();
  }

  private static Plan plan(double[] imports, Store store, Optional<Loyalty> loyalty) {
    double[] load = new double[imports.length];
    Arrays.fill(load, 2);
    Connection grid = Connection.of("g", load, imports, new double[imports.length]);
    DispatchProblem problem =
        new DispatchProblem(START, 3600, List.of(grid), List.of(store), List.of(), loyalty);
    return Dispatcher.create().plan(problem, Optional.empty());
  }

  private static Connection grid(int steps) {
    double[] price = new double[steps];
    Arrays.fill(price, 20);
    return Connection.of("g", new double[steps], price, new double[steps]);
  }

  private static void solve(LinearSolver solver, List<LinearModel> models, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(solver.solve(models.get(i % models.size())).status())
          .isEqualTo(LinearSolution.Status.OPTIMAL);
    }
  }

  /** What the process holds beyond what the JVM says it has committed. */
  private static long nativeBytes() throws IOException {
    System.gc();
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long committed =
        memory.getHeapMemoryUsage().getCommitted() + memory.getNonHeapMemoryUsage().getCommitted();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024 - committed;
      }
    }
    throw new IllegalStateException("no VmRSS");
  }
}
