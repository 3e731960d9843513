package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.ProgressTracker;
import io.commonwatt.wire.Received;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics of a real broker as a test sees them: committed records, then progress. */
public final class Log {

  private final WireSettings settings;

  // A commit returns before its markers are in every partition; an open transaction has none.
  private static final int COMMIT_POLLS = 20;
  private static final Duration COMMIT_POLL = Duration.ofMillis(100);

  public Log(WireSettings settings) {
    this.settings = settings;
  }

  /** Everything committed in a partition, as records and progress. */
  public List<Object> read(Topic<?> topic, int partition) {
    List<Object> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : fetch(topic, partition)) {
      values.add(Received.of(topic, record.value()).value());
    }
    return values;
  }

  /** Everything committed in a partition, as fetched. */
  public List<ConsumerRecord<byte[], byte[]>> fetch(Topic<?> topic, int partition) {
    TopicPartition from = new TopicPartition(topic.name(), partition);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(from));
      consumer.seekToBeginning(List.of(from));
      long end = consumer.endOffsets(List.of(from)).get(from);
      for (int i = 0; i < COMMIT_POLLS && end < logEnd(from); i++) {
        LockSupport.parkNanos(COMMIT_POLL.toNanos());
        end = consumer.endOffsets(List.of(from)).get(from);
      }
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (consumer.position(from) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** Where the log ends, what is not committed included. */
  private long logEnd(TopicPartition partition) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            settings.bootstrapServers(),
            "isolation.level",
            "read_uncommitted");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }

  /** Records of topics, in no particular order, once every partition of each has ended. */
  public List<Travelling> readUntilEnded(List<Topic<?>> topics, Duration limit) {
    return readUntil(topics, ProgressTracker::ended, limit);
  }

  /** Records of topics once every partition of each has reached a time. */
  public List<Travelling> readUntil(List<Topic<?>> topics, Instant until, Duration limit) {
    return readUntil(
        topics,
        tracker -> tracker.through().filter(through -> !through.isBefore(until)).isPresent(),
        limit);
  }

  private List<Travelling> readUntil(
      List<Topic<?>> topics, Predicate<ProgressTracker> done, Duration limit) {
    Map<String, Topic<?>> byName = new HashMap<>();
    Map<TopicPartition, ProgressTracker> open = new HashMap<>();
    for (Topic<?> topic : topics) {
      byName.put(topic.name(), topic);
      for (int partition = 0; partition < settings.partitions(); partition++) {
        open.put(new TopicPartition(topic.name(), partition), new ProgressTracker(1));
      }
    }
    List<Travelling> records = new ArrayList<>();
    long deadline = System.nanoTime() + limit.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(open.keySet());
      consumer.seekToBeginning(open.keySet());
      while (!open.isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("Not ended: " + open.keySet() + ", read " + records.size());
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          Object value = Received.of(byName.get(record.topic()), record.value()).value();
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (value instanceof Travelling travelling) {
            records.add(travelling);
            continue;
          }
          // A job that came back says again what it had said, after the end too.
          ProgressTracker tracker = open.get(partition);
          if (tracker == null) {
            continue;
          }
          tracker.accept((Progress) value);
          if (done.test(tracker)) {
            open.remove(partition);
            consumer.pause(List.of(partition));
          }
        }
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            settings.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
