package io.commonwatt.benchmarks.forecast;

import io.commonwatt.contracts.Progress;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Waits until all writers of a stage have passed a time in every partition of a topic that holds
 * little else than their progress. Not thread-safe.
 */
final class PassedWatch implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final int partitions;
  private final Map<String, Instant> through = new TreeMap<>();
  private int writers;

  PassedWatch(WireSettings wire, String topic) {
    partitions = wire.partitions();
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", wire.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(topic, partition));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /**
   * Returns when all have passed.
   *
   * @param check throws when the stage has failed
   */
  void await(Instant time, Duration limit, Runnable check) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!isPassed(time)) {
      check.run();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not passed within " + limit + ": " + time);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (Wire.decode(record.value()) instanceof Progress progress) {
          writers = progress.writers();
          through.merge(
              record.partition() + " " + progress.writer(),
              progress.through(),
              (one, other) -> one.isAfter(other) ? one : other);
        }
      }
    }
  }

  private boolean isPassed(Instant time) {
    long passed = through.values().stream().filter(each -> !each.isBefore(time)).count();
    return writers > 0 && passed == (long) writers * partitions;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
