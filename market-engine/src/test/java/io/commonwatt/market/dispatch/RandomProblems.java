package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

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
