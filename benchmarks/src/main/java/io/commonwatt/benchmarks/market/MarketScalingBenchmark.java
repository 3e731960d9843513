package io.commonwatt.benchmarks.market;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Slope;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.market.coordination.Strategies;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far one community grows under each strategy, and how its computing time grows with it. */
public final class MarketScalingBenchmark implements Benchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int FIRST_HOMES = 10;
  private static final int FULL_HOMES = 20_480;
  private static final int FULL_DAYS = 7;
  private static final double FULL_SECONDS = 600;

  /** Of a run that is not full: three days pass before `local` learns. */
  private static final int USUAL_HOMES = 80;

  private static final int USUAL_DAYS = 4;

  /** Fewer sizes say nothing of growth. */
  private static final int LEAST_SIZES = 4;

  /** Small sizes are mostly overhead. */
  private static final int MOST_SIZES = 6;

  /** Homes of the simulated community of the comparison. */
  private static final double GOAL_HOMES = 1_000;

  /** One size of one strategy. */
  private record Run(int homes, double cpuSeconds, double seconds) {}

  @Override
  public String name() {
    return "market-scaling";
  }

  @Override
  public String summary() {
    return "homes of one community that each strategy gets through in ten minutes, and the exponent";
  }

  @Override
  public Size usual() {
    return new Size(USUAL_HOMES, USUAL_DAYS, 60, 1, 1);
  }

  @Override
  public Size full() {
    return new Size(FULL_HOMES, FULL_DAYS, 60, 1, 1);
  }

  @Override
  public Figure run(Size size) {
    if (size.meters() < FIRST_HOMES << LEAST_SIZES - 1) {
      throw new IllegalArgumentException(
          "--meters is "
              + size.meters()
              + ": sizes double from "
              + FIRST_HOMES
              + " homes, and an exponent needs "
              + LEAST_SIZES
              + "; use "
              + (FIRST_HOMES << LEAST_SIZES - 1)
              + " or more");
    }
    Map<String, Double> details = new LinkedHashMap<>();
    double least = Double.POSITIVE_INFINITY;
    for (String strategy : Strategies.listNames()) {
      run(strategy, FIRST_HOMES, size); // Compiles.
      List<Run> runs = grow(strategy, size);
      Run largest = runs.get(runs.size() - 1);
      details.put(strategy + ".largestHomes", (double) largest.homes());
      details.put(strategy + ".secondsAtLargest", largest.seconds());
      details.put(
          strategy + ".cpuMicrosPerHomeHour",
          1e6 * largest.cpuSeconds() / (24.0 * size.days() * largest.homes()));
      details.put(strategy + ".sizes", (double) runs.size());
      if (runs.size() >= LEAST_SIZES) {
        List<Run> last = runs.subList(Math.max(0, runs.size() - MOST_SIZES), runs.size());
        details.put(
            strategy + ".exponent",
            Slope.ofLogs(
                last.stream().mapToDouble(Run::homes).toArray(),
                last.stream().mapToDouble(Run::cpuSeconds).toArray()));
      }
      least = Math.min(least, largest.homes());
    }
    return new Figure(
        name(),
        least,
        "homes under the slowest strategy",
        GOAL_HOMES,
        "One community of seeded homes, every third with PV and a battery, "
            + size.days()
            + " days by the hour, each strategy alone on one thread: planned, cleared, talked over,"
            + " learnt and settled, messages hashed; what is expected is the same hour of the day"
            + " before. Homes double from "
            + FIRST_HOMES
            + " to at most "
            + size.meters()
            + " while the next size may be expected to take at most ten minutes; a size that took"
            + " longer does not count. The exponent is the slope of the logarithm of CPU time over"
            + " that of the homes, over the largest six sizes at most. Limit: the largest simulated size.",
        details);
  }

  /** Doubles the homes while time allows. */
  private static List<Run> grow(String strategy, Size size) {
    List<Run> runs = new ArrayList<>();
    double expected = 0;
    for (int homes = FIRST_HOMES;
        homes <= size.meters() && expected <= FULL_SECONDS;
        homes = 2 * homes) {
      Run run = run(strategy, homes, size);
      Stopwatch.say(
          "%s: %,d homes in %.1f s (%.1f s of CPU)",
          strategy, homes, run.seconds(), run.cpuSeconds());
      if (run.seconds() > FULL_SECONDS) {
        break;
      }
      // At least as steeply as it grew last, and never less than in proportion.
      double growth =
          runs.isEmpty() ? 2 : Math.max(2, run.seconds() / runs.get(runs.size() - 1).seconds());
      expected = run.seconds() * growth;
      runs.add(run);
    }
    return runs;
  }

  private static Run run(String strategy, int homes, Size size) {
    MadeCommunity community = new MadeCommunity(homes, size.days(), size.seed());
    MarketStep step =
        new MarketStep(community.registry(strategy), MarketSettings.defaults(), false);
    StepDriver<?> market = new StepDriver<>(step);
    community.listBefore(record -> market.file(MadeCommunity.ID, record));
    double seconds = 0;
    double cpuSeconds = 0;
    for (int hour = 0; hour < 24 * size.days(); hour++) {
      if (hour > 0) {
        community.listHour(hour - 1, record -> market.file(MadeCommunity.ID, record));
      }
      long cpu = THREADS.getCurrentThreadCpuTime();
      Stopwatch watch = new Stopwatch();
      market.advanceTo(MadeCommunity.START.plusSeconds(3600L * hour), row -> {});
      seconds += watch.seconds();
      cpuSeconds += (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
    }
    return new Run(homes, cpuSeconds, seconds);
  }
}
