package io.commonwatt.benchmarks.store;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Effort;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.benchmarks.fleet.Fleet;
import io.commonwatt.benchmarks.stream.FilledLog;
import io.commonwatt.contracts.Topics;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The storage job over raw readings alone, all of them new, against a bare copy. */
public final class BackfillBenchmark implements Benchmark {

  private static final Duration LIMIT = Duration.ofMinutes(60);

  @Override
  public String name() {
    return "backfill";
  }

  @Override
  public String summary() {
    return "readings/s from Kafka into PostgreSQL, append-only, no validation (goal 100 k)";
  }

  @Override
  public Size usual() {
    return Size.of(1000, 40);
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
      Effort.Running running = Effort.start();
      warehouse.store(wire);
      warehouse.awaitStored(List.of(Topics.RAW_READING), LIMIT, () -> {});
      Effort effort = running.stop();
      Map<String, Double> details = new LinkedHashMap<>();
      details.put("readings", (double) readings);
      details.put("rawRows", (double) warehouse.rows(Topics.RAW_READING.table()));
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
              + ". The storage job, the same as live, reads it into the table of raw readings with"
              + " its primary key; timed from submitting it until the database says that they have"
              + " ended. PostgreSQL on the same machine, without fsync. Limit: Kafka → Flink →"
              + " binary COPY of three columns of each raw reading into a table without index,"
              + " timed before, from submitting it to its end.",
          details);
    }
  }
}
