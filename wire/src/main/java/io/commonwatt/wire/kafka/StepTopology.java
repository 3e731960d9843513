package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.wire.Received;
import io.commonwatt.wire.Routes;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Kafka Streams drives a step: one processor per task, a task being one partition number of all
 * input topics. Records are filed as they come; when the progress of every input topic has reached
 * a step time, the step runs for every placement of the partition, its outputs leave, and then this
 * stage's own progress. Exactly once: inbox, state and progress are key-value stores with
 * changelogs; what changed is put into them before each commit, and committed with the outputs.
 * They are in memory, but for the states where the settings say so: those are then in RocksDB
 * ({@link StateFiles}).
 */
public final class StepTopology {

  /** While much comes; a task with little to do asks for a commit earlier. */
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  /** Records fetched at a time, and waiting in a partition before it is paused. */
  private static final int FETCHED_RECORDS = 4_000;

  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);
  private static final int LINGER_MS = 20;
  private static final int BATCH_BYTES = 64 << 10;
  private static final long RETRY_BACKOFF_MS = 20;

  private StepTopology() {}

  /**
   * A topology that drives the step and writes progress as {@code step.name()/partition}.
   *
   * <p>Bytes that cannot be read become a {@code Rejection} with rule {@code undecodable} where
   * {@link Topics#REJECTED} is among the outputs; elsewhere they are dropped with a warning.
   *
   * @param in topics the step reads, with as many partitions as the settings say
   * @param out topics its outputs go to, by record class; progress goes to all of them
   * @param placements who gets a copy of each record of a replicated topic, in its own partition
   * @throws IllegalArgumentException when an output topic is replicated: a partition's processor
   *     cannot speak for the others
   */
  public static <S> Topology build(
      WireSettings settings,
      Step<S> step,
      List<Topic<?>> in,
      List<Topic<?>> out,
      List<String> placements) {
    for (Topic<?> topic : out) {
      if (topic.spread() == Spread.REPLICATED) {
        throw new IllegalArgumentException(
            "Step '"
                + step.name()
                + "' cannot write the replicated topic '"
                + topic.name()
                + "' from Kafka Streams; write it from a door or from Flink");
      }
    }
    StepPlan<S> plan =
        new StepPlan<>(
            step, settings.partitions(), List.copyOf(in), new Routes(out), List.copyOf(placements));
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(),
        "in",
        new KnownAt(),
        new ByteArrayDeserializer(),
        (name, bytes) -> Received.of(StepPlan.getTopic(name), bytes),
        in.stream().map(Topic::name).toArray(String[]::new));
    topology.addProcessor(step.name(), () -> new StepProcessor<>(plan), "in");
    topology.addStateStore(
        store(Stores.inMemoryKeyValueStore(plan.inboxStore()), Serdes.String()), step.name());
    KeyValueBytesStoreSupplier states =
        settings.statesOnDisk()
            ? Stores.persistentKeyValueStore(plan.stateStore())
            : Stores.inMemoryKeyValueStore(plan.stateStore());
    topology.addStateStore(store(states, Serdes.String()), step.name());
    topology.addStateStore(
        store(Stores.inMemoryKeyValueStore(plan.progressStore()), Serdes.String()), step.name());
    topology.addStateStore(BeforeCommit.builder(plan.commitStore()), step.name());
    List<Optional<Set<Integer>>> partitions = new ArrayList<>();
    for (int partition = 0; partition < settings.partitions(); partition++) {
      partitions.add(Optional.of(Set.of(partition)));
    }
    for (Topic<?> topic : out) {
      topology.addSink(
          plan.sink(topic),
          topic.name(),
          new ByteArraySerializer(),
          (name, outgoing) -> outgoing.bytes(),
          (String name, byte[] key, Outgoing outgoing, int count) ->
              partitions.get(outgoing.partition()),
          step.name());
    }
    return topology;
  }

  private static <K> StoreBuilder<? extends StateStore> store(
      KeyValueBytesStoreSupplier supplier, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(supplier, keys, Serdes.ByteArray())
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }

  /**
   * Configuration of the application {@code prefix-stage}: exactly once, static membership, state
   * in the settings' directory, as many threads as the parallelism. A second process of the same
   * application must set another {@code group.instance.id} and state directory.
   */
  public static Properties properties(WireSettings settings, String stage) {
    String id = settings.prefix() + "-" + stage;
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.parallelism());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    config.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StateFiles.class);
    config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, FETCHED_RECORDS);
    // A step waits for progress itself; to look for each record what other topics may still send
    // costs more than decoding it.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), FETCHED_RECORDS);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id);
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) SESSION_TIMEOUT.toMillis());
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    // The first batch after a commit may have to be repeated, soon; others must not overtake it.
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MS);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        TopicAdmin.LARGE_MESSAGE_BYTES);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) TRANSACTION_TIMEOUT.toMillis());
    // Changelogs carry knownAt, which is nobody's wall clock; they are compacted, never expired.
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        String.valueOf(Long.MAX_VALUE));
    config.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        String.valueOf(TopicAdmin.LARGE_MESSAGE_BYTES));
    return config;
  }

  /** Time of a record for Kafka Streams, taken from the record alone; never before 1970. */
  static final class KnownAt implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> consumed, long partitionTime) {
      Object value = consumed.value() instanceof Received received ? received.value() : null;
      return StepPlan.timestamp(StepPlan.knownAt(value, Instant.EPOCH));
    }
  }
}
