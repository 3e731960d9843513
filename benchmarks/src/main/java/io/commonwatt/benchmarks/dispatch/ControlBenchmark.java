package io.commonwatt.benchmarks.dispatch;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.stream.EndWatch;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.control.DispatchStep;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedPlatform;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.Jobs;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Homes planned anew every quarter of an hour, by the operator alone and on the stream. */
public final class ControlBenchmark implements Benchmark {

  private static final int REPLAN_SECONDS = 900;
  private static final double SPEED = 1000;
  private static final int SCENARIOS = 10;
  private static final String DOOR = "door";
  private static final String STAGE = "control";
  private static final Duration LIMIT = Duration.ofMinutes(30);

  @Override
  public String name() {
    return "control";
  }

  @Override
  public String summary() {
    return "plans/s of homes planned anew every 15 minutes over 24 hours, on Flink and without";
  }

  @Override
  public Size usual() {
    return Size.of(2_000, 1);
  }

  @Override
  public Size full() {
    return Size.of(10_000, 1);
  }

  @Override
  public int usualRounds() {
    return 2;
  }

  @Override
  public Figure run(Size size) throws Exception {
    ControlledHomes homes = new ControlledHomes(size.meters(), size.seed());
    Registry registry = homes.registry();
    int steps = size.days() * 86_400 / REPLAN_SECONDS;
    double plans = (double) size.meters() * steps;
    int some = Math.max(1, steps / 8);
    double plain = plainSeconds(homes, registry, size, some, 0) / some;
    Stopwatch.say("without Flink %.3f s for all homes", plain);
    int few = Math.max(1, steps / 24);
    double hedged = plainSeconds(homes, registry, size, few, SCENARIOS) / few;
    Stopwatch.say("hedged without Flink %.3f s for all homes", hedged);
    double stream = streamSeconds(homes, registry, size, steps);
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("homes", (double) size.meters());
    details.put("replansOfEach", (double) steps);
    details.put("allowedSecondsPerReplan", REPLAN_SECONDS / SPEED);
    details.put("streamSecondsPerReplan", stream / steps);
    details.put("streamSpeed", steps * REPLAN_SECONDS / stream);
    details.put("operatorSecondsPerReplan", plain);
    details.put("operatorPlansPerSecond", size.meters() / plain);
    details.put("hedgedSecondsPerReplan", hedged);
    details.put("hedgedPlansPerSecond", size.meters() / hedged);
    return new Figure(
        name(),
        plans / stream,
        "plans/s",
        size.meters() * SPEED / REPLAN_SECONDS,
        size.meters()
            + " homes with sun and a battery, 20 to a community, seed "
            + size.seed()
            + ", planned anew every 15 minutes over 24 hourly steps of the expected load with the"
            + " exact storage solver, the plant stepped, schedule and control action published;"
            + " forecasts of both channels come every six hours. On the stream: from submitting the"
            + " job to its end in the output topic, broker and Flink in the same process on "
            + size.parallelism()
            + " threads; forecasts in the log before. Operator: the same step in a plain loop over"
            + " an eighth of the time, the communities on as many threads; hedged: a 24th, over "
            + SCENARIOS
            + " scenarios. Limit: what 1,000x replay asks for.",
        details);
  }

  private static ControlSettings settings(int scenarios) {
    return ControlSettings.defaults().replanned(REPLAN_SECONDS).hedgedOver(scenarios);
  }

  /** Time of the step in a plain loop; making the forecasts is not counted. */
  private static double plainSeconds(
      ControlledHomes homes, Registry registry, Size size, int steps, int scenarios)
      throws Exception {
    List<StepDriver<?>> drivers = new ArrayList<>();
    for (int part = 0; part < size.parallelism(); part++) {
      drivers.add(new StepDriver<>(new DispatchStep(registry, settings(scenarios))));
    }
    ExecutorService threads = Executors.newFixedThreadPool(size.parallelism());
    double seconds = 0;
    try {
      for (int step = 0; step < steps; step++) {
        Instant at = ControlledHomes.FROM.plusSeconds((long) step * REPLAN_SECONDS);
        if ((long) step * REPLAN_SECONDS % ControlledHomes.ISSUE_SECONDS == 0) {
          homes.issue(
              at,
              scenarios,
              record -> driver(drivers, record).file(record),
              record -> driver(drivers, record).file(record));
        }
        Stopwatch watch = new Stopwatch();
        List<Future<Integer>> parts = new ArrayList<>();
        for (StepDriver<?> driver : drivers) {
          parts.add(
              threads.submit(
                  () -> {
                    int[] schedules = {0};
                    driver.advanceTo(at, out -> schedules[0] += out instanceof Schedule ? 1 : 0);
                    return schedules[0];
                  }));
        }
        int schedules = 0;
        for (Future<Integer> part : parts) {
          schedules += part.get();
        }
        seconds += watch.seconds();
        if (schedules != size.meters()) {
          throw new IllegalStateException(
              schedules + " schedules of " + size.meters() + " homes at " + at);
        }
      }
    } finally {
      threads.shutdown();
    }
    return seconds;
  }

  private static StepDriver<?> driver(List<StepDriver<?>> drivers, Travelling record) {
    return drivers.get(Math.floorMod(record.placement().hashCode(), drivers.size()));
  }

  private static double streamSeconds(
      ControlledHomes homes, Registry registry, Size size, int steps) {
    try (EmbeddedPlatform platform = EmbeddedPlatform.temporary();
        EmbeddedFlink flink =
            EmbeddedFlink.start(platform.directory().resolve("flink"), FlinkOptions.defaults())) {
      WireSettings wire =
          new WireSettings(
              platform.kafka().bootstrapServers(),
              Topics.DEFAULT_PARTITIONS,
              "bench",
              platform.directory().resolve("state"),
              size.parallelism());
      TopicAdmin.ensure(wire);
      fill(homes, wire, steps);
      List<String> communities = registry.listCommunities().stream().map(Community::id).toList();
      StreamExecutionEnvironment env = flink.environment(size.parallelism());
      Jobs.environmentDefaults(env, wire);
      Jobs.write(
          Jobs.step(
              Jobs.read(env, wire, "control-input", List.of(Topics.FORECAST), communities),
              new DispatchStep(registry, settings(0))),
          wire,
          STAGE,
          List.of(Topics.SCHEDULE, Topics.CONTROL));
      Stopwatch watch = new Stopwatch();
      flink.submit(STAGE, env);
      try (EndWatch end = new EndWatch(wire, Topics.SCHEDULE.name(), STAGE)) {
        end.await(LIMIT, () -> {});
      }
      return watch.seconds();
    }
  }

  private static void fill(ControlledHomes homes, WireSettings wire, int steps) {
    try (TopicWriter writer = TopicWriter.open(wire, DOOR, List.of(Topics.FORECAST))) {
      for (int step = 0; step < steps; step++) {
        Instant at = ControlledHomes.FROM.plusSeconds((long) step * REPLAN_SECONDS);
        if ((long) step * REPLAN_SECONDS % ControlledHomes.ISSUE_SECONDS == 0) {
          homes.issue(at, 0, record -> writer.send(Topics.FORECAST, record), record -> {});
        }
        writer.progress(at, step + 1 == steps);
      }
      writer.flush();
    }
  }
}
