package io.commonwatt.ingestion.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.codec.UndecodableException;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.ingestion.door.intake.Carry;
import io.commonwatt.ingestion.door.live.RecentImports;
import io.commonwatt.ingestion.door.live.Remembered;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads back what live doors committed: the marks of imports, all that the compacted topic holds,
 * of which the latest are kept; and the latest raw readings, whose remainders go on. Not
 * thread-safe.
 */
final class CommittedImports {

  /** Raw readings of each partition that are read back for their remainders. */
  private static final long CARRY_TAIL = 20_000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int POLLS_WITHOUT_ADVANCE = 600;

  private final WireSettings settings;
  private final int horizon;
  private List<Import> marks = new ArrayList<>();

  CommittedImports(WireSettings settings, int horizon) {
    this.settings = settings;
    this.horizon = horizon;
  }

  /**
   * Everything a live door must know before it goes on.
   *
   * @param through last progress of the stage
   */
  Remembered read(Instant through) {
    Carry carry = new Carry();
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      scan(consumer, Topics.IMPORT, Long.MAX_VALUE, this::take);
      scan(
          consumer,
          Topics.RAW_READING,
          CARRY_TAIL,
          value -> {
            if (value instanceof RawReading reading) {
              carry.restore(reading);
            }
          });
    }
    trim();
    RecentImports imports = new RecentImports(horizon);
    marks.forEach(imports::add);
    Instant last = marks.isEmpty() ? through : marks.get(marks.size() - 1).knownAt();
    return new Remembered(imports, carry, last.isAfter(through) ? last : through);
  }

  private void take(Object value) {
    if (value instanceof Import mark) {
      marks.add(mark);
      if (marks.size() >= 2L * horizon) {
        trim();
      }
    }
  }

  /** Keeps the latest, in the order they were taken in. */
  private void trim() {
    marks.sort(Comparator.comparing(Import::knownAt));
    if (marks.size() > horizon) {
      marks = new ArrayList<>(marks.subList(marks.size() - horizon, marks.size()));
    }
  }

  /** Reads the last records of every partition of a topic, up to their committed end. */
  private void scan(
      KafkaConsumer<byte[], byte[]> consumer, Topic<?> topic, long tail, Consumer<Object> taker) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < settings.partitions(); partition++) {
      partitions.add(new TopicPartition(topic.name(), partition));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
    left.forEach((at, end) -> consumer.seek(at, Math.max(begins.get(at), end - tail)));
    int idle = 0;
    while (true) {
      left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (left.isEmpty()) {
        return;
      }
      long before = positions(consumer, partitions);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        decode(record.value(), taker);
      }
      idle = positions(consumer, partitions) > before ? 0 : idle + 1;
      if (idle > POLLS_WITHOUT_ADVANCE) {
        throw new IllegalStateException(
            "The broker returned nothing for " + left.keySet() + " for a minute; is it healthy?");
      }
    }
  }

  private static long positions(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    long sum = 0;
    for (TopicPartition partition : partitions) {
      sum += consumer.position(partition);
    }
    return sum;
  }

  private static void decode(byte[] bytes, Consumer<Object> taker) {
    try {
      taker.accept(Wire.decode(bytes));
    } catch (UndecodableException e) {
      // Somebody else's bytes; the readers of the topic report them.
    }
  }
}
