package io.commonwatt.benchmarks.stream;

import io.commonwatt.contracts.Progress;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Waits until a stage has committed its end in every partition of a topic, looking only at the last
 * offsets. Not thread-safe.
 */
public final class EndWatch implements AutoCloseable {

  /** Offsets before the end that are read: the last progress and the marks of transactions. */
  private static final int TAIL = 6;

  private static final long PAUSE_MILLIS = 50;
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String stage;
  private final Set<TopicPartition> open = new HashSet<>();

  /** Watches a topic for the end of a stage. */
  public EndWatch(WireSettings settings, String topic, String stage) {
    this.stage = stage;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    for (int partition = 0; partition < settings.partitions(); partition++) {
      open.add(new TopicPartition(topic, partition));
    }
  }

  /**
   * Returns when the end is there.
   *
   * @param check throws when the writer has failed
   * @throws IllegalStateException when it takes longer than the limit
   */
  public void await(Duration limit, Runnable check) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isEnded()) {
      check.run();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "Stage '" + stage + "' has not ended " + open + " within " + limit);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }

  private boolean isEnded() {
    List<TopicPartition> partitions = new ArrayList<>(open);
    if (partitions.isEmpty()) {
      return true;
    }
    consumer.assign(partitions);
    consumer
        .endOffsets(partitions)
        .forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - TAIL)));
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (Wire.decode(record.value()) instanceof Progress progress
          && progress.end()
          && progress.stage().equals(stage)) {
        open.remove(new TopicPartition(record.topic(), record.partition()));
      }
    }
    return open.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
