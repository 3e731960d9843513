package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.storage.CapacityCharge;
import io.commonwatt.market.resource.Battery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Dispatch problems drawn from a seed. */
final class RandomProblems {

  static final Instant START = Instant.parse("2025-05-01T00:00:00Z");

  private RandomProblems() {}

  /** Two homes with a store each, and one without. */
  static DispatchProblem single(long seed, int steps) {
    DispatchProblem drawn = of(seed, 3, 2, steps, false);
    List<Store> apart = new ArrayList<>();
    for (Store store : drawn.stores()) {
      apart.add(
          new Store(store.battery(), apart.size(), store.storedKwh(), store.terminalCentPerKwh()));
    }
    return new DispatchProblem(START, 3600, drawn.connections(), apart);
  }

  /** Single stores behind limits that their load passes now and then, told something before. */
  static DispatchProblem limited(long seed, int steps) {
    Random random = new Random(seed);
    DispatchProblem drawn = single(seed, steps);
    List<Connection> grid = new ArrayList<>();
    Map<String, double[]> told = new TreeMap<>();
    for (Connection connection : drawn.connections()) {
      double[] imports = new double[steps];
      double[] exports = new double[steps];
      for (int step = 0; step < steps; step++) {
        imports[step] = 1 + 2 * random.nextDouble();
        exports[step] = 0.6 + 2 * random.nextDouble();
      }
      grid.add(
          connection.with(
              new GridLimits(imports, exports, 200, new double[steps], Optional.empty())));
    }
    for (Store store : drawn.stores()) {
      double[] kw = new double[steps];
      for (int step = 0; step < steps; step++) {
        kw[step] = random.nextInt(3) == 0 ? 0 : 3 * random.nextDouble() - 1.5;
      }
      told.put(store.battery().id(), kw);
    }
    PreviousPlan previous = new PreviousPlan(START.minusSeconds(7200), 3600, told);
    return new DispatchProblem(
        START,
        3600,
        grid,
        drawn.stores(),
        List.of(),
        Optional.of(new Loyalty(previous, 3 * random.nextDouble())));
  }

  /**
   * The same behind limits of any tightness with margins, with loyalty or a capacity charge, and
   * with proximal terms.
   */
  static DispatchProblem anyLimits(long seed, int steps) {
    Random random = new Random(~seed);
    DispatchProblem drawn = single(seed, steps);
    boolean loyal = random.nextBoolean();
    List<Connection> grid = new ArrayList<>();
    for (Connection connection : drawn.connections()) {
      boolean stored = drawn.stores().stream().anyMatch(s -> s.connection() == grid.size());
      GridLimits limits = limits(random, steps);
      if (!loyal && stored && random.nextBoolean()) {
        double reachedKw = Math.max(0, 4 * random.nextDouble() - 2);
        limits = limits.with(new CapacityCharge(100 * random.nextDouble(), reachedKw));
      }
      grid.add(random.nextInt(4) == 0 ? connection : connection.with(limits));
    }
    DispatchProblem problem = drawn.withConnections(grid);
    return loyal ? loyal(problem, random) : problem;
  }

  private static GridLimits limits(Random random, int steps) {
    double[] importKw = new double[steps];
    double[] exportKw = new double[steps];
    double[] marginKw = new double[steps];
    for (int step = 0; step < steps; step++) {
      importKw[step] = Math.max(0, 4 * random.nextDouble() - 0.5);
      exportKw[step] = Math.max(0, 3 * random.nextDouble() - 0.5);
      marginKw[step] = 0.5 * random.nextDouble();
    }
    return new GridLimits(importKw, exportKw, 300, marginKw, Optional.empty());
  }

  private static DispatchProblem loyal(DispatchProblem problem, Random random) {
    Map<String, double[]> told = new TreeMap<>();
    for (Store store : problem.stores()) {
      double[] setpointKw = new double[problem.steps() - 2];
      Arrays.setAll(setpointKw, step -> 4 * random.nextDouble() - 2);
      told.put(store.battery().id(), setpointKw);
    }
    Loyalty loyalty = new Loyalty(new PreviousPlan(START, 3600, told), 5 * random.nextDouble());
    return new DispatchProblem(
        START,
        3600,
        problem.connections(),
        problem.stores(),
        problem.devices(),
        Optional.of(loyalty));
  }

  /** The same problem with a proximal term at each connection. */
  static DispatchProblem proximal(DispatchProblem problem, long seed) {
    Random random = new Random(seed ^ 0x5DEECE66DL);
    List<Connection> grid = new ArrayList<>();
    for (Connection connection : problem.connections()) {
      double[] weight = new double[problem.steps()];
      double[] targetKw = new double[problem.steps()];
      Arrays.setAll(weight, step -> random.nextInt(5) == 0 ? 0 : 10 * random.nextDouble());
      Arrays.setAll(targetKw, step -> 4 * random.nextDouble() - 1.5);
      grid.add(
          new Connection(
              connection.id(),
              connection.baseKw(),
              connection.importCentPerKwh(),
              connection.exportCentPerKwh(),
              Optional.of(new Connection.Proximal(weight, targetKw)),
              connection.limits()));
    }
    return problem.withConnections(grid);
  }

  /** A problem whose prices may be anything or, when asked, importing never beats exporting. */
  static DispatchProblem of(long seed, int connections, int stores, int steps, boolean negative) {
    Random random = new Random(seed);
    List<Connection> grid = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      double[] base = new double[steps];
      double[] imports = new double[steps];
      double[] exports = new double[steps];
      for (int step = 0; step < steps; step++) {
        base[step] = 3 * random.nextDouble() - 1.2;
        imports[step] = (negative ? -10 : 5) + 35 * random.nextDouble();
        exports[step] = imports[step] - (negative ? 12 : 5) * random.nextDouble();
      }
      grid.add(Connection.of("c" + i, base, imports, exports));
    }
    List<Store> batteries = new ArrayList<>();
    for (int i = 0; i < stores; i++) {
      double capacity = 2 + 10 * random.nextDouble();
      double power = 1 + 4 * random.nextDouble();
      Battery battery =
          new Battery(
              "b" + i,
              "home" + i,
              capacity,
              0,
              power,
              power,
              0.85 + 0.15 * random.nextDouble(),
              random.nextInt(2000));
      batteries.add(
          new Store(
              battery,
              random.nextInt(connections),
              capacity * random.nextDouble(),
              5 + 20 * random.nextDouble()));
    }
    return new DispatchProblem(START, 3600, grid, batteries);
  }
}
