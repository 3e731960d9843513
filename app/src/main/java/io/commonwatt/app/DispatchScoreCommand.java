package io.commonwatt.app;

import io.commonwatt.app.dispatch.score.CityLearnBenchmark;
import io.commonwatt.app.dispatch.score.IeeeCisBenchmark;
import io.commonwatt.app.dispatch.score.Scored;
import io.commonwatt.app.dispatch.score.SolarHomeBenchmark;
import io.commonwatt.market.dispatch.benchmark.BenchmarkDataException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores of dispatch on published benchmarks. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description =
        "Play a published dispatch benchmark with this project's controller and score it by the "
            + "benchmark's own rule, beside its reference controllers (docs/dispatch-scores.md).")
final class DispatchScoreCommand implements Callable<Integer> {

  private static final String CITYLEARN = "citylearn2022";
  private static final String SOLAR_HOME = "ausgrid-customer12";
  private static final String IEEE_CIS = "ieee-cis";
  private static final List<String> BENCHMARKS = List.of(CITYLEARN, SOLAR_HOME, IEEE_CIS);

  @Option(
      names = "--benchmark",
      required = true,
      description = {
        CITYLEARN + ": a phase's folder, or the one above the phases;",
        SOLAR_HOME + ": one solar home, thirty days;",
        IEEE_CIS + ": ten instances of scheduling a campus, on this project's forecast."
      })
  private String benchmark;

  @Option(names = "--data", required = true, description = "Folder of the data set.")
  private Path data;

  @Option(
      names = "--schedules",
      description = "Folder that gets the schedules of ieee-cis, in the challenge's format.")
  private Path schedules;

  @Option(
      names = "--report",
      description = {
        "File that gets plots of citylearn2022 as HTML: power with the forecast's band, stored",
        "energy, prices, and what the planner would have done with foresight (twice the time)."
      })
  private Path report;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException {
    Options.requireWritable("--report", report);
    if (schedules != null && !benchmark.equals(IEEE_CIS)) {
      throw new UserError(
          "schedules", "'" + benchmark + "' writes no schedules", "leave --schedules out");
    }
    if (report != null && !benchmark.equals(CITYLEARN)) {
      throw new UserError(
          "report", "'" + benchmark + "' has no plots", "leave --report out, or use " + CITYLEARN);
    }
    Scored scored;
    try {
      scored = score();
    } catch (BenchmarkDataException e) {
      throw new UserError("benchmark-data", e.getMessage(), e.remedy());
    }
    output.result(scored.document(), scored.text());
    return 0;
  }

  private Scored score() throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return switch (benchmark) {
      case CITYLEARN ->
          new CityLearnBenchmark(output::progress, threads::getCurrentThreadCpuTime, report)
              .score(data);
      case SOLAR_HOME -> new SolarHomeBenchmark(output::progress).score(data);
      case IEEE_CIS -> new IeeeCisBenchmark(output::progress, schedules).score(data);
      default ->
          throw UserError.usage(
              "benchmark",
              "There is no benchmark '" + benchmark + "'",
              "use one of " + String.join(", ", BENCHMARKS) + " by --benchmark");
    };
  }
}
