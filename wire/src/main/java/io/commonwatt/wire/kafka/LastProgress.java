package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.codec.UndecodableException;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds the last progress a stage committed, scanning every partition from its end backwards in
 * growing chunks.
 */
final class LastProgress {

  private static final int FIRST_CHUNK = 256;
  private static final int CHUNK_GROWTH = 4;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int POLLS_WITHOUT_ADVANCE = 600;

  private final Consumer<byte[], byte[]> consumer;
  private final String stage;
  private final Map<TopicPartition, Long> begin;

  /** Where the part of a partition not yet scanned ends, exclusive. */
  private final Map<TopicPartition, Long> unscanned;

  private final Map<TopicPartition, Progress> found = new HashMap<>();

  private LastProgress(
      Consumer<byte[], byte[]> consumer, String stage, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.stage = stage;
    consumer.assign(partitions);
    this.begin = consumer.beginningOffsets(partitions);
    this.unscanned = new HashMap<>(consumer.endOffsets(partitions));
  }

  /**
   * The last committed progress of a stage: that of its slowest partition; empty when it wrote
   * none.
   *
   * @throws IllegalStateException when some partitions have one and others do not
   */
  static Optional<Progress> find(WireSettings settings, String stage, List<Topic<?>> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic<?> topic : topics) {
      for (int partition = 0; partition < settings.partitions(); partition++) {
        partitions.add(new TopicPartition(topic.name(), partition));
      }
    }
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
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return new LastProgress(consumer, stage, partitions).scan(partitions);
    }
  }

  private Optional<Progress> scan(List<TopicPartition> partitions) {
    for (long chunk = FIRST_CHUNK; !unscanned.isEmpty(); chunk *= CHUNK_GROWTH) {
      scanBack(chunk);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    for (TopicPartition partition : partitions) {
      if (!found.containsKey(partition)) {
        throw new IllegalStateException(
            "Partition "
                + partition
                + " has no progress of stage '"
                + stage
                + "' while others have: the topic was added or recreated since; start with an"
                + " empty broker or another prefix");
      }
    }
    return found.values().stream().min(Comparator.comparing(Progress::through));
  }

  /** Reads one chunk further back in every partition without a find. */
  private void scanBack(long chunk) {
    Map<TopicPartition, Long> from = new HashMap<>();
    unscanned.forEach((tp, end) -> from.put(tp, Math.max(begin.get(tp), end - chunk)));
    consumer.assign(unscanned.keySet());
    consumer.resume(unscanned.keySet());
    from.forEach(consumer::seek);
    Map<TopicPartition, Long> reading = new HashMap<>(unscanned);
    int idle = 0;
    while (!pauseFinished(reading)) {
      boolean advanced = false;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        advanced = true;
        take(record);
      }
      idle = advanced ? 0 : idle + 1;
      if (idle > POLLS_WITHOUT_ADVANCE) {
        throw new IllegalStateException(
            "The broker returned nothing for "
                + reading.keySet()
                + " for a minute; is it healthy?");
      }
    }
    from.forEach(
        (tp, start) -> {
          if (found.containsKey(tp) || start <= begin.get(tp)) {
            unscanned.remove(tp);
          } else {
            unscanned.put(tp, start);
          }
        });
  }

  /** Stops reading partitions whose chunk is read; true when all are. */
  private boolean pauseFinished(Map<TopicPartition, Long> reading) {
    reading
        .entrySet()
        .removeIf(
            entry -> {
              boolean finished = consumer.position(entry.getKey()) >= entry.getValue();
              if (finished) {
                consumer.pause(List.of(entry.getKey()));
              }
              return finished;
            });
    return reading.isEmpty();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    if (record.offset() >= unscanned.get(partition)) {
      return;
    }
    try {
      if (Wire.decode(record.value()) instanceof Progress progress
          && progress.stage().equals(stage)) {
        found.put(partition, progress);
      }
    } catch (UndecodableException e) {
      // Somebody else's bytes; the readers of the topic report them.
    }
  }
}
