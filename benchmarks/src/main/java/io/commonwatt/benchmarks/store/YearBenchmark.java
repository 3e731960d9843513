package io.commonwatt.benchmarks.store;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Effort;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.benchmarks.stream.FilledLog;
import io.commonwatt.benchmarks.stream.StreamsRun;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.streams.kafka.ValidationApplication;
import io.commonwatt.streams.vee.VeeSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.streams.StreamsConfig;

/** A year through door, validation and storage, twice at another rhythm; the same tables. */
public final class YearBenchmark implements Benchmark {

  private static final Duration LIMIT = Duration.ofHours(3);

  /** 17.5 M readings, a year of 1,000 half-hourly meters, in eight minutes. */
  private static final double GOAL_PER_SECOND = 365 * 48 * 1_000 / 480.0;

  /**
   * How a pass runs.
   *
   * @param ahead whether the log is filled before anything reads it, rather than meanwhile
   * @param flushEvery data time between writes
   * @param batchRows records a writer collects at most
   * @param commitMillis of validation
   */
  private record Rhythm(
      int parallelism, boolean ahead, Duration flushEvery, int batchRows, int commitMillis) {}

  private record Pass(long readings, Effort effort, String digest) {}

  @Override
  public String name() {
    return "year";
  }

  @Override
  public String summary() {
    return "readings/s of a year replayed through door, validation and storage, and whether another"
        + " rhythm leaves the same tables (goal: a year of 1,000 meters in 8 minutes)";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 15);
  }

  @Override
  public Size full() {
    return Size.of(1000, 365);
  }

  @Override
  public Figure run(Size size) throws Exception {
    Fleet fleet = new Fleet(size);
    Pass pass = pass(fleet, new Rhythm(size.parallelism(), false, Duration.ofDays(1), 20_000, 0));
    Pass other = pass(fleet, new Rhythm(1, true, Duration.ofHours(1), 3_000, 150));
    if (!pass.digest().equals(other.digest())) {
      throw new IllegalStateException(
          "The same year left other tables at another rhythm: digest "
              + pass.digest()
              + " and "
              + other.digest());
    }
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("readings", (double) pass.readings());
    details.put("seconds", pass.effort().seconds());
    details.put("cpuMicros", pass.effort().cpuMicros(pass.readings()));
    details.put("postgresCpuMicros", pass.effort().childCpuMicros(pass.readings()));
    details.put("otherSeconds", other.effort().seconds());
    details.put("otherCpuMicros", other.effort().cpuMicros(other.readings()));
    details.put("otherPostgresCpuMicros", other.effort().childCpuMicros(other.readings()));
    return new Figure(
        name(),
        pass.readings() / pass.effort().seconds(),
        "readings/s",
        GOAL_PER_SECOND,
        "Readings of "
            + size
            + " are written by the door's writer while validation and the storage job over every"
            + " topic run; timed from the first reading sent until the database says that readings"
            + " and all that validation makes of them have ended. Once more with one thread, a log"
            + " filled before, commits every 150 ms and writes of an hour or 3,000 rows. Both left"
            + " digest "
            + pass.digest()
            + ". Limit: what eight minutes ask for.",
        details);
  }

  private static Pass pass(Fleet fleet, Rhythm rhythm) throws Exception {
    Size size = fleet.size();
    Size own =
        new Size(size.meters(), size.days(), size.stepMinutes(), rhythm.parallelism(), size.seed());
    List<Topic<?>> stored = new ArrayList<>(ValidationApplication.listOutputs());
    stored.add(Topics.RAW_READING);
    ExecutorService door = Executors.newSingleThreadExecutor();
    try (Warehouse warehouse = Warehouse.open(own)) {
      WireSettings wire = warehouse.wire("bench");
      TopicAdmin.ensure(wire);
      if (rhythm.ahead()) {
        FilledLog.write(wire, fleet);
      }
      Properties properties = ValidationApplication.properties(wire);
      if (rhythm.commitMillis() > 0) {
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, rhythm.commitMillis());
      }
      try (StreamsRun validation =
          StreamsRun.start(
              ValidationApplication.topology(wire, fleet.registry(), VeeSettings.defaults()),
              properties)) {
        warehouse.store(wire, rhythm.flushEvery(), rhythm.batchRows());
        Effort.Running running = Effort.start();
        Future<Long> sent = rhythm.ahead() ? null : door.submit(() -> FilledLog.write(wire, fleet));
        warehouse.awaitStored(
            stored,
            LIMIT,
            () -> {
              validation.throwIfFailed();
              throwIfFailed(sent);
            });
        Effort effort = running.stop();
        long readings = warehouse.rows(Topics.RAW_READING.table());
        String digest = warehouse.digest();
        Stopwatch.say("%,d readings in %.1f s, digest %s", readings, effort.seconds(), digest);
        return new Pass(readings, effort, digest);
      }
    } finally {
      door.shutdownNow();
    }
  }

  private static void throwIfFailed(Future<Long> sent) {
    if (sent != null && sent.isDone()) {
      try {
        sent.get();
      } catch (Exception e) {
        throw new IllegalStateException("The door failed", e);
      }
    }
  }
}
