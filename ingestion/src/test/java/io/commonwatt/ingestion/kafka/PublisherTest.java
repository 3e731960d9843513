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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {

  private static final int PARTITIONS = 4;

  @TempDir static Path directory;

  private static Path data;
  private static List<Published> heard;
  private static Published published;
  private static Map<String, List<Object>> whole;

  /** A run that nothing disturbs. */
  @BeforeAll
  static void publish() {
    data = directory.resolve("data");
    CommunitySimulator.write(
        new SimulationSettings(9, 4, 7, SimulationSettings.DEFAULT_FROM, 30, 3), data);
    heard = new ArrayList<>();
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(directory.resolve("one"), KafkaOptions.defaults())) {
      WireSettings settings = settings(kafka);
      TopicAdmin.ensure(settings);
      try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
        published = new Publisher(source(), writer, Pacer.MAX_SPEED).run(heard::add);
      }
      whole = read(settings);
    }
  }

  @Test
  void shouldWriteTheWholeSourceWithProgressEachHour() {
    List<Travelling> expected = new ArrayList<>();
    source().records().forEachRemaining(expected::add);
    long readings = expected.stream().filter(RawReading.class::isInstance).count();
    long prices = expected.stream().filter(Topics.PRICE.type()::isInstance).count();
    assertThat(published.readings()).isEqualTo(readings);
    assertThat(published.records()).isEqualTo(expected.size());
    assertThat(published.ended()).isTrue();
    assertThat(published.dataTime()).isEqualTo(source().to().plusSeconds(3600));
    assertThat(heard).hasSize(4 * 24 + 2);
    assertThat(records(whole, Topics.RAW_READING)).isEqualTo(readings);
    assertThat(records(whole, Topics.PRICE)).isEqualTo(PARTITIONS * prices);
    assertThat(whole).hasSize(Publisher.TOPICS.size() * PARTITIONS);
    whole.forEach(PublisherTest::requireProgress);
  }

  @Test
  void shouldWriteTheSameLogWhenItIsStoppedAndKilledOnTheWay() {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(directory.resolve("two"), KafkaOptions.defaults())) {
      WireSettings settings = settings(kafka);
      TopicAdmin.ensure(settings);
      publishAndStop(settings, 10);
      for (int killAfter : new int[] {30, 25, 7}) {
        publishAndAbort(settings, killAfter);
      }
      for (int attempt = 0; attempt < 2; attempt++) {
        try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
          assertThat(writer.resumeFrom()).isPresent();
          assertThat(writer.ended()).isEqualTo(attempt == 1);
          Published resumed =
              new Publisher(source(), writer, Pacer.MAX_SPEED).run(ProgressListener.NONE);
          assertThat(resumed).isEqualTo(published);
        }
        assertThat(text(read(settings))).isEqualTo(text(whole));
      }
    }
  }

  /** Publishes some hours, then is asked to stop. */
  private static void publishAndStop(WireSettings settings, int hours) {
    Instant stopAt = source().from().plus(Duration.ofHours(hours));
    AtomicReference<Publisher> publisher = new AtomicReference<>();
    Pacer pacer =
        dataTime -> {
          if (dataTime.equals(stopAt)) {
            publisher.get().stop();
          }
        };
    try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
      publisher.set(new Publisher(source(), writer, pacer));
      Published stopped = publisher.get().run(ProgressListener.NONE);
      assertThat(stopped.dataTime()).isEqualTo(stopAt);
      assertThat(stopped.ended()).isFalse();
    }
    try (TopicWriter writer = TopicWriter.open(settings, Publisher.STAGE, Publisher.TOPICS)) {
      assertThat(writer.resumeFrom()).contains(stopAt);
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

  private static long records(Map<String, List<Object>> log, Topic<?> topic) {
    return log.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(topic.name() + "-"))
        .flatMap(entry -> entry.getValue().stream())
        .filter(Travelling.class::isInstance)
        .count();
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
      // A commit returns before its markers are in every partition: read to the end of the log.
      Map<TopicPartition, Long> ends = new HashMap<>(logEnds(settings, partitions));
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

  private static Map<TopicPartition, Long> logEnds(
      WireSettings settings, List<TopicPartition> partitions) {
    Properties config = new Properties();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(partitions);
    }
  }

  private static DoorSource source() {
    return DoorSources.open(data, OpenOptions.all(7));
  }

  private static WireSettings settings(EmbeddedKafka kafka) {
    return new WireSettings(
        kafka.bootstrapServers(), PARTITIONS, "test", directory.resolve("state"), 1);
  }
}
