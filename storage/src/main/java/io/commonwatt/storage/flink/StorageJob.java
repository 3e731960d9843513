package io.commonwatt.storage.flink;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.storage.StorageSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.sink.FlushSettings;
import io.commonwatt.wire.flink.sink.VersionedCopySink;
import io.commonwatt.wire.jdbc.Database;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Every topic into its table: one source over all topics, chained to one sink, so that a partition
 * is read and written in order by one thread. It emits no watermarks; progress is a row.
 */
public final class StorageJob {

  /** Name of the job, also the end of its consumer group. */
  public static final String NAME = "storage";

  private StorageJob() {}

  /** Builds the job in an environment; the topics and the schema must exist. */
  public static void build(
      StreamExecutionEnvironment env, WireSettings wire, StorageSettings storage) {
    KafkaSource<LogRecord> source =
        KafkaSource.<LogRecord>builder()
            .setBootstrapServers(wire.bootstrapServers())
            .setTopics(Topics.listAll().stream().map(Topic::name).toList())
            .setGroupId(wire.prefix() + '-' + NAME)
            .setClientIdPrefix(wire.prefix() + '-' + NAME)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new LogRecordReader())
            .setProperty("isolation.level", "read_committed")
            .setProperty("partition.discovery.interval.ms", "-1")
            .build();
    VersionedCopySink<LogRecord> sink =
        new VersionedCopySink<>(
            Database.of(storage.jdbcUrl(), storage.user(), storage.password()),
            FlushSettings.of(storage.flushEvery(), storage.batchRows()),
            new CatalogueRouter());
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "storage-topics")
        .uid("storage-topics")
        .setParallelism(wire.parallelism())
        .sinkTo(sink)
        .name("storage-tables")
        .uid("storage-tables")
        .setParallelism(wire.parallelism());
  }
}
