package io.commonwatt.wire.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.TallyStep;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.World;
import io.commonwatt.wire.kafka.Log;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {

  private static final int HOURS = 12_000;
  private static final int RECORDS_AN_HOUR = 20;

  /** Counted inside the job, which runs in this process. */
  private static final AtomicLong READ = new AtomicLong();

  @TempDir static Path directory;

  @Test
  void shouldShareTheHoursAmongThePlacements() {
    assertThat(ReadAhead.most(1)).isEqualTo(Duration.ofHours(500));
    assertThat(ReadAhead.most(50)).isEqualTo(Duration.ofHours(10));
    assertThat(ReadAhead.most(500)).isEqualTo(Duration.ofHours(1));
    assertThat(ReadAhead.most(100_000)).isEqualTo(ReadAhead.LEAST);
  }

  /** Readings of 500 days beside prices that are known for their first ten hours. */
  @Test
  @Timeout(180)
  void shouldNotReadATopicToItsEndWhileAnotherIsFarBehind() throws Exception {
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(directory.resolve("kafka"), KafkaOptions.defaults());
        EmbeddedFlink flink =
            EmbeddedFlink.start(
                directory.resolve("flink"),
                FlinkOptions.defaults()
                    .withSlots(2)
                    .withCheckpointInterval(Duration.ofMillis(500)))) {
      WireSettings settings = settings(kafka, "job");
      TopicAdmin.ensure(settings);
      TopicWriter prices =
          TopicWriter.open(settings(kafka, "prices"), "door", List.of(Topics.PRICE));
      prices.progress(World.FROM.plusSeconds(10 * 3_600), false);
      prices.flush();
      writeReadings(settings(kafka, "readings"));
      StreamExecutionEnvironment env = flink.environment(2);
      Jobs.environmentDefaults(env, settings);
      DataStream<Placed> known =
          Jobs.where(
              Jobs.read(env, settings, "in", World.IN, World.PLACEMENTS),
              "counted",
              placed -> READ.incrementAndGet() > 0);
      Jobs.write(Jobs.step(known, new TallyStep()), settings, "out", World.OUT);
      flink.submit("tally", env);

      assertThat(whenNothingMoreIsRead())
          .isGreaterThan(100)
          .isLessThan(HOURS * RECORDS_AN_HOUR / 2);

      prices.progress(World.FROM.plusSeconds(HOURS * 3_600L), true);
      prices.flush();
      prices.close();
      List<Travelling> outputs =
          new Log(settings).readUntilEnded(World.OUT, Duration.ofSeconds(120));
      assertThat(READ.get()).isEqualTo(HOURS * RECORDS_AN_HOUR);
      assertThat(outputs).isNotEmpty();
    }
  }

  /** How many records had been read when for three seconds no other was. */
  private static long whenNothingMoreIsRead() throws InterruptedException {
    long before = -1;
    long now = READ.get();
    while (now == 0 || now != before) {
      before = now;
      TimeUnit.SECONDS.sleep(3);
      now = READ.get();
    }
    return now;
  }

  private static void writeReadings(WireSettings settings) {
    try (TopicWriter readings = TopicWriter.open(settings, "door", List.of(Topics.RAW_READING))) {
      int sequence = 0;
      for (int hour = 0; hour < HOURS; hour++) {
        Instant start = World.FROM.plusSeconds(hour * 3_600L);
        for (int i = 0; i < RECORDS_AN_HOUR; i++) {
          String placement = World.PLACEMENTS.get(i % World.PLACEMENTS.size());
          readings.send(
              Topics.RAW_READING,
              World.reading(placement, sequence++, start, 100, start.plusSeconds(1 + i)));
        }
        readings.progress(start.plusSeconds(3_600), hour == HOURS - 1);
      }
      readings.flush();
    }
  }

  private static WireSettings settings(EmbeddedKafka kafka, String prefix) {
    return new WireSettings(
        kafka.bootstrapServers(), 2, prefix, directory.resolve("state"), 2, false);
  }
}
