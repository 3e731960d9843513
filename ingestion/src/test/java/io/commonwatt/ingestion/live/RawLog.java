package io.commonwatt.ingestion.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.wire.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what was committed and counts, as it goes on; time must never go back. */
final class RawLog implements AutoCloseable {

  final BitSet seen = new BitSet();
  final Set<String> imports = new HashSet<>();
  final List<Rejection> rejections = new ArrayList<>();
  long readings;
  long marked;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Instant> times = new HashMap<>();

  RawLog(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic<?> topic : List.of(Topics.RAW_READING, Topics.IMPORT, Topics.REJECTED)) {
      for (int i = 0; i < NothingLostTest.PARTITIONS; i++) {
        partitions.add(new TopicPartition(topic.name(), i));
      }
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads until so many readings are there, or nothing comes for a while. */
  void await(long expected, Duration patience) {
    long quiet = 0;
    while (readings < expected && quiet < patience.toMillis()) {
      quiet = poll() ? 0 : quiet + 200;
    }
    // What should not be there would come now.
    for (int i = 0; i < 5; i++) {
      poll();
    }
  }

  private boolean poll() {
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      any = true;
      Object value = Wire.decode(record.value());
      TopicPartition at = new TopicPartition(record.topic(), record.partition());
      if (value instanceof Progress progress) {
        inOrder(at, progress.through());
      } else if (value instanceof RawReading reading) {
        inOrder(at, reading.knownAt());
        take(reading);
      } else if (value instanceof Import mark) {
        inOrder(at, mark.knownAt());
        assertThat(imports.add(mark.id())).as("import " + mark.id() + " twice").isTrue();
        marked += mark.readings();
      } else if (value instanceof Rejection rejection) {
        rejections.add(rejection);
      }
    }
    return any;
  }

  private void inOrder(TopicPartition at, Instant time) {
    Instant before = times.put(at, time);
    if (before != null) {
      assertThat(time).as(at.toString()).isAfterOrEqualTo(before);
    }
  }

  private void take(RawReading reading) {
    int number = Readings.number(reading);
    assertThat(number).as("reading " + reading).isNotNegative();
    assertThat(seen.get(number)).as("reading " + reading + " twice").isFalse();
    seen.set(number);
    readings++;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
