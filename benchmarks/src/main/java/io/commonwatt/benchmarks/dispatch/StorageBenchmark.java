package io.commonwatt.benchmarks.dispatch;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.market.dispatch.ClpSolver;
import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.storage.StorageProblem;
import io.commonwatt.market.dispatch.storage.StorageSolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One battery over 24 hours: the exact storage solver beside CLP, and fleets of homes. */
public final class StorageBenchmark implements Benchmark {

  private static final int PROBLEMS = 200;
  private static final int WARM_UP_SECONDS = 3;
  private static final int STEP_MINUTES = 15;
  private static final double SPEED = 1000;
  private static final double AGREE = 1e-6;

  @Override
  public String name() {
    return "storage";
  }

  @Override
  public String summary() {
    return "solves/s of one battery over 24 hours on one thread, and 10 k homes on two";
  }

  @Override
  public Size usual() {
    return Size.of(10_000, 1);
  }

  @Override
  public Size full() {
    return usual();
  }

  @Override
  public Figure run(Size size) throws Exception {
    Random random = new Random(size.seed());
    List<HomeProblems> homes = new ArrayList<>();
    for (int i = 0; i < PROBLEMS; i++) {
      homes.add(new HomeProblems(random));
    }
    List<StorageProblem> exact = homes.stream().map(HomeProblems::exact).toList();
    List<LinearModel> linear = homes.stream().map(HomeProblems::linear).toList();
    Map<String, Double> details = new LinkedHashMap<>();
    double exactPerSecond;
    double clpPerSecond;
    try (ClpSolver clp = ClpSolver.create()) {
      requireAgreement(homes, exact, linear, clp);
      StorageSolver solver = new StorageSolver();
      perSecond(WARM_UP_SECONDS, exact, solver::solve);
      perSecond(WARM_UP_SECONDS, linear, clp::solve);
      clpPerSecond = perSecond(WARM_UP_SECONDS, linear, clp::solve);
      exactPerSecond = perSecond(WARM_UP_SECONDS, exact, solver::solve);
    }
    details.put("exactMicros", 1e6 / exactPerSecond);
    details.put("clpMicros", 1e6 / clpPerSecond);
    double fleetSeconds = fleetSeconds(size);
    details.put("fleetHomes", (double) size.meters());
    details.put("fleetMillis", fleetSeconds * 1000);
    details.put("fleetAllowedMillis", STEP_MINUTES * 60 / SPEED * 1000);
    return new Figure(
        name(),
        exactPerSecond,
        "solves/s",
        clpPerSecond,
        PROBLEMS
            + " homes with a battery of 10 kWh over 24 hours, seed "
            + size.seed()
            + ", are solved in turn for "
            + WARM_UP_SECONDS
            + " s on one thread, warm, problems made before: by the exact storage solver, schedule,"
            + " dual certificate and its bound included. Limit: CLP on one model edited in place,"
            + " incrementality off; all objectives agree to 1e-6. Fleet: that many homes drawn anew,"
            + " problems made and solved on "
            + size.parallelism()
            + " threads, beside what a step of 15 minutes lasts at 1,000x.",
        details);
  }

  /** Solves one problem. */
  private interface Solve<T> {
    Object apply(T problem);
  }

  private static <T> double perSecond(int seconds, List<T> problems, Solve<T> solve) {
    Stopwatch watch = new Stopwatch();
    long solves = 0;
    while (watch.seconds() < seconds) {
      for (T problem : problems) {
        if (solve.apply(problem) == null) {
          throw new IllegalStateException("no answer");
        }
      }
      solves += problems.size();
    }
    return solves / watch.seconds();
  }

  private static void requireAgreement(
      List<HomeProblems> homes,
      List<StorageProblem> exact,
      List<LinearModel> linear,
      ClpSolver clp) {
    StorageSolver solver = new StorageSolver();
    for (int i = 0; i < homes.size(); i++) {
      double one = solver.solve(exact.get(i)).costCent();
      LinearModel model = linear.get(i);
      double other = model.costOf(clp.solve(model).values()) + homes.get(i).constantCent();
      if (Math.abs(one - other) > AGREE * Math.max(1, Math.abs(other))) {
        throw new IllegalStateException("Home " + i + " costs " + one + ", by CLP " + other);
      }
    }
  }

  /** One re-planning of a fleet; the third of three. */
  private static double fleetSeconds(Size size) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(size.parallelism());
    double seconds = 0;
    try {
      for (int round = 0; round < 3; round++) {
        Stopwatch watch = new Stopwatch();
        List<Future<Double>> parts = new ArrayList<>();
        for (int part = 0; part < size.parallelism(); part++) {
          long seed = size.seed() + part + (long) round * size.parallelism();
          int homes = size.meters() / size.parallelism();
          parts.add(threads.submit(() -> plan(homes, seed)));
        }
        for (Future<Double> part : parts) {
          part.get();
        }
        seconds = watch.seconds();
      }
    } finally {
      threads.shutdown();
    }
    return seconds;
  }

  private static double plan(int homes, long seed) {
    StorageSolver solver = new StorageSolver();
    Random random = new Random(seed);
    double sum = 0;
    for (int home = 0; home < homes; home++) {
      sum += solver.solve(new HomeProblems(random).exact()).costCent();
    }
    return sum;
  }
}
