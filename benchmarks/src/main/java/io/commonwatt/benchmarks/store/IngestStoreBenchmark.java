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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kafka → validation → upsert into PostgreSQL, both jobs at once, against a bare copy. */
public final class IngestStoreBenchmark implements Benchmark {

  private static final Duration LIMIT = Duration.ofMinutes(60);
  private static final List<Topic<?>> STORED =
      List.of(Topics.RAW_READING, Topics.VALIDATED_READING, Topics.AGGREGATED_MEASURE);

  @Override
  public String name() {
    return "ingest-store";
  }

  @Override
  public String summary() {
    return "readings/s from Kafka through validation into PostgreSQL, upsert (goal 60 k, beyond"
        + " 100 k)";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 60);
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
    try (Warehouse warehouse = Warehouse.open(size)) {
      WireSettings wire = warehouse.wire("bench");
      long readings = FilledLog.write(wire, fleet);
      Effort bare = warehouse.bareCopy(LIMIT);
      Stopwatch.say("bare copy: %,.0f readings/s", readings / bare.seconds());
      Effort effort;
      try (StreamsRun validation =
          StreamsRun.start(
              ValidationApplication.topology(wire, fleet.registry(), VeeSettings.defaults()),
              ValidationApplication.properties(wire))) {
        Effort.Running running = Effort.start();
        warehouse.store(wire);
        warehouse.awaitStored(STORED, LIMIT, validation::throwIfFailed);
        effort = running.stop();
      }
      Map<String, Double> details = new LinkedHashMap<>();
      details.put("readings", (double) readings);
      details.put("rawRows", (double) warehouse.rows(Topics.RAW_READING.table()));
      details.put("validatedRows", (double) warehouse.rows(Topics.VALIDATED_READING.table()));
      details.put("seconds", effort.seconds());
      details.put("cpuMicros", effort.cpuMicros(readings));
      details.put("postgresCpuMicros", effort.childCpuMicros(readings));
      details.put("limitCpuMicros", bare.cpuMicros(readings));
      details.put("limitPostgresCpuMicros", bare.childCpuMicros(readings));
      return new Figure(
          name(),
          readings / effort.seconds(),
          "readings/s",
          readings / bare.seconds(),
          "The log is filled first with "
              + size
              + ". Then the validation application and the storage job over every topic run"
              + " together; timed from the validation's tasks running until the database says that"
              + " raw readings, validated readings and sums have ended, so each reading is two"
              + " rows, upserted by key and version. Broker and Flink in the same JVM, PostgreSQL"
              + " on the same machine, without fsync. Limit: Kafka → Flink → binary COPY of three"
              + " columns of each raw reading into a table without index, timed before.",
          details);
    }
  }
}
