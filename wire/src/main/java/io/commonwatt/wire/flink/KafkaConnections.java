package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.wire.WireSettings;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How the connectors are set up: committed records only, no discovery, at least once. */
final class KafkaConnections {

  private static final int MAX_REQUEST_BYTES = 32 << 20;
  private static final long BUFFER_BYTES = 64L << 20;
  private static final int LINGER_MS = 20;

  /**
   * Quantiles and ranks, nearly all bytes of a stage that writes them. LZ4 makes them 0.1 % smaller
   * and takes four times as long as writing and reading them as they are.
   */
  private static final Set<Topic<?>> INCOMPRESSIBLE =
      Set.of(Topics.FORECAST, Topics.FORECAST_SCENARIOS);

  /** Batches of such a stage hold ten records, not one; the broker works batch by batch. */
  private static final int LONG_BATCH_BYTES = 128 << 10;

  private KafkaConnections() {}

  static List<String> names(List<Topic<?>> topics) {
    return topics.stream().<String>map(Topic::name).toList();
  }

  static KafkaSource<Fetched> source(WireSettings settings, String uid, List<Topic<?>> topics) {
    String group = settings.prefix() + "-" + uid;
    return KafkaSource.<Fetched>builder()
        .setBootstrapServers(settings.bootstrapServers())
        .setTopics(names(topics))
        .setGroupId(group)
        .setClientIdPrefix(group)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setDeserializer(new FetchedReader(names(topics)))
        .build();
  }

  static KafkaSink<Departure> sink(WireSettings settings, List<Topic<?>> topics) {
    Properties producer = new Properties();
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.putAll(batches(topics));
    producer.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    // Progress must not overtake the records it speaks of when a batch has to be repeated.
    producer.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    return KafkaSink.<Departure>builder()
        .setBootstrapServers(settings.bootstrapServers())
        .setKafkaProducerConfig(producer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new DepartureWriter(names(topics)))
        .build();
  }

  /** How records are put together and compressed. */
  static Map<String, Object> batches(List<Topic<?>> topics) {
    return topics.stream().anyMatch(INCOMPRESSIBLE::contains)
        ? Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "none",
            ProducerConfig.BATCH_SIZE_CONFIG,
            LONG_BATCH_BYTES)
        : Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
  }
}
