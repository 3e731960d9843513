package io.commonwatt.ingestion.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.simulator.CommunitySimulator;
import io.commonwatt.ingestion.simulator.SimulationSettings;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {

  private static final int PARTITIONS = 8;

  @TempDir static Path directory;

  private static Path data;

  @BeforeAll
  static void simulate() {
    data = directory.resolve("data");
    CommunitySimulator.write(
        new SimulationSettings(9, 4, 7, SimulationSettings.DEFAULT_FROM, 30, 3), data);
  }

  @AfterAll
  static void forget() {
    data = null;
  }

  @Test
  void shouldWriteTheWholeSourceWithProgressEachHour() {
    DoorSource source = source();
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(directory.resolve("k1"), KafkaOptions.defaults())) {
      WireSettings settings = settings(kafka, "whole");
      TopicAdmin.ensure(settings);
      List<Published> heard = new ArrayList<>();
      Published published;
      try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
        published = new Publisher(source, writer, Pacer.MAX_SPEED).run(heard::add);
      }
      Map<String, List<Object>> log = read(settings);
      List<Travelling> expected = new ArrayList<>();
      source.records().forEachRemaining(expected::add);
      long readings = expected.stream().filter(RawReading.class::isInstance).count();
      assertThat(published.readings()).isEqualTo(readings);
      assertThat(published.records()).isEqualTo(expected.size());
      assertThat(published.ended()).isTrue();
      assertThat(published.dataTime()).isEqualTo(source.to().plusSeconds(3600));
      assertThat(heard).hasSize(4 * 24 + 2);
      assertThat(records(log, Topics.RAW_READING, true)).isEqualTo(readings);
      assertThat(records(log, Topics.PRICE, true))
          .isEqualTo(
              PARTITIONS * expected.stream().filter(Topics.PRICE.type()::isInstance).count());
      log.forEach(PublisherTest::requireProgress);
      assertThat(log).hasSize(Publisher.TOPICS.size() * PARTITIONS);
    }
  }

  @Test
  void shouldWriteTheSameLogWhenItIsKilledInTheMiddle() {
    Map<String, List<String>> whole;
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(directory.resolve("k2"), KafkaOptions.defaults())) {
      WireSettings settings = settings(kafka, "one");
      TopicAdmin.ensure(settings);
      try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
        new Publisher(source(), writer, Pacer.MAX_SPEED).run(ProgressListener.NONE);
      }
      whole = text(read(settings));
    }
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(directory.resolve("k3"), KafkaOptions.defaults())) {
      WireSettings settings = settings(kafka, "two");
      TopicAdmin.ensure(settings);
      for (int killAfter : new int[] {30, 25, 7}) {
        publishAndAbort(settings, killAfter);
      }
      List<Published> heard = new ArrayList<>();
      try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
        assertThat(writer.resumeFrom()).isPresent();
        Published published = new Publisher(source(), writer, Pacer.MAX_SPEED).run(heard::add);
        assertThat(published.ended()).isTrue();
        assertThat(published.records()).isEqualTo(count());
      }
      assertThat(text(read(settings))).isEqualTo(whole);
      try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
        assertThat(writer.ended()).isTrue();
        Published again =
            new Publisher(source(), writer, Pacer.MAX_SPEED).run(ProgressListener.NONE);
        assertThat(again.records()).isEqualTo(count());
      }
      assertThat(text(read(settings))).isEqualTo(whole);
    }
  }

  @Test
  void shouldStopAfterTheHourAtHandWhenAsked() {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(directory.resolve("k4"), KafkaOptions.defaults())) {
      WireSettings settings = settings(kafka, "stopped");
      TopicAdmin.ensure(settings);
      Instant stopAt = source().from().plus(Duration.ofHours(10));
      AtomicReference<Publisher> publisher = new AtomicReference<>();
      Pacer pacer =
          dataTime -> {
            if (dataTime.equals(stopAt)) {
              publisher.get().stop();
            }
          };
      Published published;
      try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
        publisher.set(new Publisher(source(), writer, pacer));
        published = publisher.get().run(ProgressListener.NONE);
      }
      assertThat(published.dataTime()).isEqualTo(stopAt);
      assertThat(published.ended()).isFalse();
      try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
        assertThat(writer.resumeFrom()).contains(stopAt);
      }
    }
  }

  /** Publishes some hours beyond what is committed, then dies without committing the last. */
  private static void publishAndAbort(WireSettings settings, int hours) {
    AtomicInteger left = new AtomicInteger(hours);
    Pacer dying =
        dataTime -> {
          if (left.decrementAndGet() < 0) {
            throw new IllegalStateException("killed");
          }
        };
    try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
      Publisher publisher = new Publisher(source(), writer, dying);
      int half = hours / 2;
      publisher.run(
          published -> {
            if (left.get() == half) {
              writer.flush();
            }
          });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("killed");
    }
  }

  private static void requireProgress(String partition, List<Object> log) {
    Instant through = Instant.MIN;
    boolean ended = false;
    for (Object entry : log) {
      assertThat(ended).as(partition + " goes on after its end").isFalse();
      if (entry instanceof Progress progress) {
        if (!through.equals(Instant.MIN)) {
          assertThat(progress.through()).isEqualTo(through.plusSeconds(3600));
        }
        through = progress.through();
        ended = progress.end();
      } else {
        assertThat(((Travelling) entry).knownAt()).as(partition).isAfter(through);
      }
    }
    assertThat(ended).as(partition + " has no end").isTrue();
  }

  private static long records(Map<String, List<Object>> log, Topic<?> topic, boolean travelling) {
    return log.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(topic.name() + "-"))
        .flatMap(entry -> entry.getValue().stream())
        .filter(entry -> travelling == entry instanceof Travelling)
        .count();
  }

  private static long count() {
    List<Travelling> records = new ArrayList<>();
    source().records().forEachRemaining(records::add);
    return records.size();
  }

  private static Map<String, List<String>> text(Map<String, List<Object>> log) {
    Map<String, List<String>> text = new TreeMap<>();
    log.forEach(
        (partition, entries) ->
            text.put(partition, entries.stream().map(PublisherTest::bytes).toList()));
    return text;
  }

  private static String bytes(Object entry) {
    return HexFormat.of()
        .formatHex(
            entry instanceof Progress progress
                ? Wire.encode(progress)
                : Wire.encode((Travelling) entry));
  }

  private static Map<String, List<Object>> read(WireSettings settings) {
    Properties config = new Properties();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    Map<String, List<Object>> log = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Topic<?> topic : Publisher.TOPICS) {
        for (int i = 0; i < PARTITIONS; i++) {
          partitions.add(new TopicPartition(topic.name(), i));
        }
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      while (!ends.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          log.computeIfAbsent(record.topic() + '-' + record.partition(), key -> new ArrayList<>())
              .add(Wire.decode(record.value()));
        }
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
    }
    return log;
  }

  private static DoorSource source() {
    return DoorSources.open(data, OpenOptions.all(7));
  }

  private static WireSettings settings(EmbeddedKafka kafka, String prefix) {
    return new WireSettings(
        kafka.bootstrapServers(), PARTITIONS, prefix, directory.resolve("state"), 1);
  }
}
