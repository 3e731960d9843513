package io.commonwatt.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.commonwatt.benchmarks.dispatch.CommunityBenchmark;
import io.commonwatt.benchmarks.dispatch.ControlBenchmark;
import io.commonwatt.benchmarks.dispatch.StorageBenchmark;
import io.commonwatt.benchmarks.forecast.ForecastScoreBenchmark;
import io.commonwatt.benchmarks.forecast.ForecastStateBenchmark;
import io.commonwatt.benchmarks.forecast.ForecastStreamBenchmark;
import io.commonwatt.benchmarks.forecast.ForecastTrainBenchmark;
import io.commonwatt.benchmarks.market.ClearingBenchmark;
import io.commonwatt.benchmarks.market.MarketScalingBenchmark;
import io.commonwatt.benchmarks.market.OrderBookBenchmark;
import io.commonwatt.benchmarks.step.CodecBenchmark;
import io.commonwatt.benchmarks.step.StateFleetBenchmark;
import io.commonwatt.benchmarks.step.StateSizeBenchmark;
import io.commonwatt.benchmarks.step.VeeStepBenchmark;
import io.commonwatt.benchmarks.store.BackfillBenchmark;
import io.commonwatt.benchmarks.store.IngestStoreBenchmark;
import io.commonwatt.benchmarks.store.YearBenchmark;
import io.commonwatt.benchmarks.stream.ProduceBenchmark;
import io.commonwatt.benchmarks.stream.VeeBenchmark;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./commonwatt bench NAME}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "commonwatt bench",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Measures a part of the stream path beside the limit a bare path sets in the same run.",
      "Without a name: lists the benchmarks."
    })
public final class Bench implements Callable<Integer> {

  private static final List<Benchmark> ALL =
      List.of(
          new ProduceBenchmark(),
          new VeeBenchmark(),
          new VeeStepBenchmark(),
          new IngestStoreBenchmark(),
          new BackfillBenchmark(),
          new YearBenchmark(),
          new StateSizeBenchmark(),
          new StateFleetBenchmark(),
          new CodecBenchmark(),
          new ForecastScoreBenchmark(),
          new ForecastTrainBenchmark(),
          new ForecastStateBenchmark(),
          new ForecastStreamBenchmark(false),
          new ForecastStreamBenchmark(true),
          new ClearingBenchmark(),
          new OrderBookBenchmark(),
          new MarketScalingBenchmark(),
          new StorageBenchmark(),
          new CommunityBenchmark(),
          new ControlBenchmark());

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which benchmark.")
  private String name;

  @Option(names = "--json", description = "Print one JSON document on stdout.")
  private boolean json;

  @Option(names = "--full", description = "The size of the published figures.")
  private boolean full;

  @Option(
      names = "--meters",
      description =
          "Meters; a community has 20. Of clearing: orders a side; of order-book: operations; of storage,"
              + " community, control and market-scaling: homes.")
  private Integer meters;

  @Option(names = "--days", description = "Days of readings.")
  private Integer days;

  @Option(names = "--step-minutes", description = "Interval length: 5, 10, 15, 20, 30 or 60.")
  private Integer stepMinutes;

  @Option(names = "--parallelism", description = "Threads of each engine.")
  private Integer parallelism;

  @Option(names = "--seed", description = "Seed of the readings.")
  private Long seed;

  @Option(
      names = "--rounds",
      description =
          "Measure so often, each time with its limit; the best is printed. Default: 3 for what an"
              + " engine does, so that the JVM is warm, else and with --full once.")
  private Integer rounds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (name == null) {
      list();
      return 0;
    }
    Benchmark benchmark =
        ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    if (benchmark == null || rounds != null && rounds < 1) {
      System.err.println(
          benchmark == null
              ? "commonwatt bench: no benchmark '" + name + "'; run it without a name for the list"
              : "commonwatt bench: --rounds is " + rounds + "; use 1 or more");
      return 2;
    }
    Size size = size(benchmark);
    Figure best = null;
    int times = rounds != null ? rounds : full ? 1 : benchmark.usualRounds();
    for (int round = 1; round <= times; round++) {
      Stopwatch.say("%s, round %d of %d: %s", name, round, times, size);
      Figure figure = benchmark.run(size);
      Stopwatch.say("%s", figure.toLines());
      best = best == null || benchmark.isBetter(figure, best) ? figure : best;
    }
    System.out.println(json ? toJson(best) : best.toLines());
    System.out.flush();
    return 0;
  }

  private Size size(Benchmark benchmark) {
    Size base = full ? benchmark.full() : benchmark.usual();
    return new Size(
        meters == null ? base.meters() : meters,
        days == null ? base.days() : days,
        stepMinutes == null ? base.stepMinutes() : stepMinutes,
        parallelism == null ? base.parallelism() : parallelism,
        seed == null ? base.seed() : seed);
  }

  private static void list() {
    for (Benchmark benchmark : ALL) {
      System.out.printf("%-15s %s%n", benchmark.name(), benchmark.summary());
    }
  }

  private static String toJson(Figure figure) throws JsonProcessingException {
    return new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(figure.toDocument());
  }
}
