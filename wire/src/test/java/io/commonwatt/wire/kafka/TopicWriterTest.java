package io.commonwatt.wire.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue and its writer on a real broker that sweeps for expired records all the time. */
@Timeout(120)
class TopicWriterTest {

  private static final Duration SWEEP = Duration.ofMillis(200);
  private static final List<Topic<?>> TOPICS = List.of(Topics.RAW_READING, Topics.PRICE);

  @TempDir static Path directory;

  private static EmbeddedKafka kafka;
  private static WireSettings settings;
  private static Log log;

  @BeforeAll
  static void start() {
    kafka =
        EmbeddedKafka.start(
            directory,
            KafkaOptions.defaults()
                .with("log.retention.check.interval.ms", String.valueOf(SWEEP.toMillis()))
                .with("log.initial.task.delay.ms", "100")
                .with("log.retention.ms", "1000"));
    settings = new WireSettings(kafka.bootstrapServers(), 2, "test", directory, 1);
    TopicAdmin.ensure(settings);
    log = new Log(settings);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void shouldFindTheCatalogueInPlaceOrSayWhatDiffers() {
    TopicAdmin.ensure(settings);
    WireSettings other = new WireSettings(kafka.bootstrapServers(), 3, "test", directory, 1);
    assertThatThrownBy(() -> TopicAdmin.ensure(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has 2 partitions where the settings say 3; set partitions to 2");
  }

  @Test
  void shouldResumeAfterTheLastCommittedProgressWhenAWriterIsKilled() {
    TopicWriter killed = TopicWriter.open(settings, "killed", TOPICS);
    assertThat(killed.resumeFrom()).isEmpty();
    killed.send(Topics.RAW_READING, reading("killed", 1));
    killed.progress(hour(1), false);
    killed.flush();
    assertThat(killed.resumeFrom()).contains(hour(1));
    killed.send(Topics.RAW_READING, reading("killed", 2));
    killed.progress(hour(2), false);
    killed.send(Topics.RAW_READING, reading("killed", 3));

    // The killed writer leaves its transaction open.
    try (TopicWriter writer = TopicWriter.open(settings, "killed", TOPICS)) {
      assertThat(writer.resumeFrom()).contains(hour(1));
      assertThat(writer.ended()).isFalse();
      writer.send(Topics.RAW_READING, reading("killed", 2));
      writer.progress(hour(2), true);
      assertThat(writer.ended()).isTrue();
    }
    assertThatThrownBy(killed::flush).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> killed.progress(hour(3), true)).isInstanceOf(KafkaException.class);
    killed.close();
    assertThat(readings("killed")).containsExactly(reading("killed", 1), reading("killed", 2));
    try (TopicWriter writer = TopicWriter.open(settings, "killed", TOPICS)) {
      assertThat(writer.ended()).isTrue();
    }
  }

  @Test
  void shouldFindItsProgressFarBackBehindWhatOthersWrote() {
    try (TopicWriter writer = TopicWriter.open(settings, "early", TOPICS)) {
      writer.progress(hour(1), false);
      writer.flush();
    }
    try (TopicWriter writer = TopicWriter.open(settings, "late", TOPICS)) {
      for (int sequence = 1; sequence <= 3000; sequence++) {
        writer.send(Topics.RAW_READING, reading("late", sequence));
      }
      writer.progress(hour(5000), false);
      writer.flush();
    }
    try (TopicWriter writer = TopicWriter.open(settings, "early", TOPICS)) {
      assertThat(writer.resumeFrom()).contains(hour(1));
    }
  }

  @Test
  void shouldWriteACopyOfAReplicatedRecordIntoEveryPartition() {
    try (TopicWriter writer = TopicWriter.open(settings, "copies", TOPICS)) {
      writer.send(Topics.PRICE, World.price(hour(7777), 42));
      writer.progress(hour(7778), true);
    }
    for (int partition = 0; partition < settings.partitions(); partition++) {
      assertThat(log.read(Topics.PRICE, partition))
          .containsOnlyOnce(World.price(hour(7777), 42))
          .contains(new Progress("copies/0", 1, hour(7778), true));
    }
  }

  @Test
  void shouldCommitWhenTheTickerSaysSoAndNotBefore() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    try (TopicWriter writer = TopicWriter.open(settings, "ticked", TOPICS, now::get)) {
      writer.progress(hour(1), false);
      assertThat(writer.resumeFrom()).isEmpty();
      now.set(Instant.EPOCH.plusMillis(200));
      writer.progress(hour(2), false);
      assertThat(writer.resumeFrom()).contains(hour(2));
    }
  }

  @Test
  void shouldCommitWholeStepsOnly() {
    try (TopicWriter writer = TopicWriter.open(settings, "steps", TOPICS)) {
      writer.send(Topics.RAW_READING, reading("steps", 1));
      assertThatThrownBy(writer::flush)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Writer 'steps/0' has sent records since its last progress");
    }
    assertThat(readings("steps")).isEmpty();
  }

  @Test
  void shouldRefuseWhatEveryReaderWouldTakeForAReSend() {
    try (TopicWriter writer = TopicWriter.open(settings, "refused", TOPICS)) {
      writer.progress(hour(1), false);
      assertThatThrownBy(() -> writer.send(Topics.RAW_READING, reading("refused", 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'refused#1' is known at 2025-05-01T01:00:00Z");
      assertThatThrownBy(() -> writer.progress(World.FROM, false))
          .hasMessageContaining("goes back from 2025-05-01T01:00:00Z to 2025-05-01T00:00:00Z");
    }
  }

  @Test
  void shouldKeepReadingsOf1999And2099PastARetentionSweep() throws InterruptedException {
    RawReading past = century("1999-01-01T00:00:00Z");
    RawReading future = century("2099-01-01T00:00:00Z");
    try (TopicWriter writer = TopicWriter.open(settings, "centuries", TOPICS)) {
      writer.send(Topics.RAW_READING, past);
      writer.send(Topics.RAW_READING, future);
      writer.progress(future.knownAt(), true);
    }
    Thread.sleep(1000 + 5 * SWEEP.toMillis());
    assertThat(readings("centuries")).containsExactly(past, future);
    int partition = Partitions.of("c1", 2);
    long newest =
        log.fetch(Topics.RAW_READING, partition).stream()
            .mapToLong(record -> record.timestamp())
            .max()
            .orElseThrow();
    assertThat(newest)
        .as("Kafka's own timestamps are the broker's")
        .isLessThan(Instant.parse("2090-01-01T00:00:00Z").toEpochMilli());
  }

  private static RawReading century(String start) {
    Instant at = Instant.parse(start);
    RawReading reading = World.reading("c1", at.hashCode(), at, 5, at.plusSeconds(60));
    return renamed(reading, "centuries");
  }

  private static RawReading reading(String importId, int sequence) {
    return renamed(World.reading("c1", sequence, hour(sequence - 1), 5, hour(sequence)), importId);
  }

  private static RawReading renamed(RawReading reading, String importId) {
    return new RawReading(
        reading.source(),
        importId,
        reading.sequence(),
        reading.meter(),
        reading.channel(),
        reading.start(),
        reading.lengthSeconds(),
        reading.mantissa(),
        reading.powerOfTen(),
        reading.unit(),
        reading.carryMicroJoule(),
        reading.sentQuality(),
        reading.knownAt(),
        reading.placement());
  }

  private static List<Object> readings(String importId) {
    return log.read(Topics.RAW_READING, Partitions.of("c1", 2)).stream()
        .filter(value -> value instanceof RawReading reading && reading.importId().equals(importId))
        .toList();
  }

  private static Instant hour(int hour) {
    return World.FROM.plusSeconds(3600L * hour);
  }
}
