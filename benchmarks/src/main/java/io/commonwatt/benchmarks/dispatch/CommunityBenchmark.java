package io.commonwatt.benchmarks.dispatch;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.market.dispatch.ClpSolver;
import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.dispatch.Store;
import io.commonwatt.market.resource.Battery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Communities of batteries behind one connection, planned by the dispatcher. */
public final class CommunityBenchmark implements Benchmark {

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final int LOOPS = 31;
  private static final int WARM_UP_SECONDS = 8;
  private static final double LIMIT_MILLIS = 1000;

  @Override
  public String name() {
    return "community";
  }

  @Override
  public String summary() {
    return "ms to plan homes behind one connection over 36 hours, and 5 batteries over 48";
  }

  @Override
  public Size usual() {
    return Size.of(100, 1);
  }

  @Override
  public Size full() {
    return usual();
  }

  @Override
  public boolean isBetter(Figure one, Figure other) {
    return one.value() < other.value();
  }

  @Override
  public Figure run(Size size) {
    Map<String, Double> details = new LinkedHashMap<>();
    double[] small = millis(Dispatcher.create(), 5, 48, size.seed());
    double[] large = millis(Dispatcher.create(), size.meters(), 36, size.seed());
    try (ClpSolver clp = ClpSolver.create()) {
      Dispatcher edited = Dispatcher.exactOr(clp);
      details.put("fiveBy48HoursClpMillis", millis(edited, 5, 48, size.seed())[LOOPS / 2]);
      details.put(
          "homesBy36HoursClpMillis", millis(edited, size.meters(), 36, size.seed())[LOOPS / 2]);
    }
    details.put("fiveBy48HoursMillis", small[LOOPS / 2]);
    details.put("fiveBy48HoursWorstMillis", small[LOOPS - 1]);
    details.put("homesBy36HoursWorstMillis", large[LOOPS - 1]);
    return new Figure(
        name(),
        large[LOOPS / 2],
        "ms",
        LIMIT_MILLIS,
        size.meters()
            + " homes with a battery each, one connection, 36 hours, seed "
            + size.seed()
            + ": from the problem to the plan with its reasons, model made anew, on one thread;"
            + " the median of "
            + LOOPS
            + " problems after "
            + WARM_UP_SECONDS
            + " s of others. Limit: a second. Clp: the same problems by CLP on one model edited in"
            + " place.",
        details);
  }

  private static double[] millis(Dispatcher dispatcher, int homes, int hours, long seed) {
    Random random = new Random(seed);
    Stopwatch warm = new Stopwatch();
    while (warm.seconds() < WARM_UP_SECONDS) {
      dispatcher.plan(problem(homes, hours, random), Optional.empty());
    }
    double[] millis = new double[LOOPS];
    for (int i = 0; i < LOOPS; i++) {
      DispatchProblem problem = problem(homes, hours, random);
      Stopwatch watch = new Stopwatch();
      Plan plan = dispatcher.plan(problem, Optional.empty());
      millis[i] = watch.seconds() * 1000;
      if (plan.status() != Plan.Status.OPTIMAL) {
        throw new IllegalStateException("A community was planned " + plan.status());
      }
    }
    Arrays.sort(millis);
    return millis;
  }

  private static DispatchProblem problem(int homes, int hours, Random random) {
    double[] base = new double[hours];
    double[] imports = new double[hours];
    double[] exports = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      boolean evening = hour % 24 >= 17 && hour % 24 < 22;
      double sun = hour % 24 > 6 && hour % 24 < 19 ? 3 * random.nextDouble() : 0;
      base[hour] = homes * (0.4 + random.nextDouble() * (evening ? 2 : 0.6) - sun);
      imports[hour] = (evening ? 35 : 20) + 8 * random.nextDouble();
      exports[hour] = 8 * random.nextDouble();
    }
    List<Store> stores = new ArrayList<>();
    for (int home = 0; home < homes; home++) {
      double capacity = 5 + 8 * random.nextDouble();
      Battery battery = new Battery("b" + home, "h" + home, capacity, 0, 4, 4, 0.95, 1000);
      stores.add(new Store(battery, 0, capacity * random.nextDouble(), 15));
    }
    Connection connection = Connection.of("community", base, imports, exports);
    return new DispatchProblem(START, 3600, List.of(connection), stores);
  }
}
