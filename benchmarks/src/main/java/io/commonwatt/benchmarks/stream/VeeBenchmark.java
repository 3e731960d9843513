package io.commonwatt.benchmarks.stream;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Effort;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.contracts.Topics;
import io.commonwatt.runtime.EmbeddedPlatform;
import io.commonwatt.streams.kafka.ValidationApplication;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.StepTopology;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The validation application against a topology that only decodes and forwards. */
public final class VeeBenchmark implements Benchmark {

  private static final Duration LIMIT = Duration.ofMinutes(60);
  private static final int PARTITIONS = Topics.DEFAULT_PARTITIONS;

  @Override
  public String name() {
    return "vee";
  }

  @Override
  public String summary() {
    return "readings/s through the validation application, exactly_once_v2 (goal 90 k, beyond 120"
        + " k)";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 30);
  }

  @Override
  public int usualRounds() {
    return 3;
  }

  @Override
  public Size full() {
    return Size.of(1000, 365);
  }

  @Override
  public Figure run(Size size) throws Exception {
    Fleet fleet = new Fleet(size);
    try (EmbeddedPlatform platform = EmbeddedPlatform.temporary()) {
      WireSettings bare = settings(platform, "bench-bare", size);
      WireSettings vee = settings(platform, "bench", size);
      long readings = FilledLog.write(vee, fleet);
      BareTopology.ensure(bare);
      Effort bareEffort =
          StreamsRun.measure(
              BareTopology.build(),
              StepTopology.properties(bare, "forward"),
              bare,
              BareTopology.OUT,
              FilledLog.DOOR,
              LIMIT);
      Stopwatch.say("bare topology: %,.0f readings/s", readings / bareEffort.seconds());
      Effort effort =
          StreamsRun.measure(
              ValidationApplication.topology(vee, fleet.registry(), VeeSettings.defaults()),
              ValidationApplication.properties(vee),
              vee,
              Topics.VALIDATED_READING.name(),
              ValidationStep.NAME,
              LIMIT);
      Map<String, Double> details = new LinkedHashMap<>();
      details.put("readings", (double) readings);
      details.put("seconds", effort.seconds());
      details.put("cpuMicros", effort.cpuMicros(readings));
      details.put("limitCpuMicros", bareEffort.cpuMicros(readings));
      return new Figure(
          name(),
          readings / effort.seconds(),
          "readings/s",
          readings / bareEffort.seconds(),
          "The log is filled first with "
              + size
              + ". Timed from all tasks running until the end of the run is committed in every"
              + " partition of the validated topic, first seconds of the JVM included."
              + " Exactly once, embedded broker in the same JVM. Limit: a Streams application with"
              + " the same configuration that decodes each raw reading and forwards its bytes,"
              + " timed before over the same log."
              + " cpuMicros is processor time of the whole JVM, broker included, a reading.",
          details);
    }
  }

  private static WireSettings settings(EmbeddedPlatform platform, String prefix, Size size) {
    return new WireSettings(
        platform.kafka().bootstrapServers(),
        PARTITIONS,
        prefix,
        platform.directory().resolve(prefix),
        size.parallelism());
  }
}
