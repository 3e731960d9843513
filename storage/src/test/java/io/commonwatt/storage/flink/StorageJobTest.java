package io.commonwatt.storage.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedPlatform;
import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.storage.Samples;
import io.commonwatt.storage.StorageSettings;
import io.commonwatt.storage.TestStorage;
import io.commonwatt.storage.jdbc.Digest;
import io.commonwatt.storage.jdbc.Tables;
import io.commonwatt.wire.Partitions;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.jdbc.VersionedCopy;
import io.commonwatt.wire.kafka.TopicAdmin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole catalogue through a real broker, Flink and PostgreSQL. */
class StorageJobTest {

  private static final Instant T0 = Instant.parse("2025-05-01T00:00:00Z");
  private static final int PARTITIONS = 4;
  private static final int TOPIC_PARTITIONS = Topics.listAll().size() * PARTITIONS;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @BeforeEach
  void migrate() throws SQLException {
    TestStorage.reset();
  }

  @Test
  void shouldChainOneSourceToOneSinkOfTheAskedParallelism() {
    EmbeddedFlink flink = EmbeddedPlatform.shared().flink();
    StreamExecutionEnvironment env = flink.environment(1);
    StorageJob.build(env, wire(3, "nowhere:1"), storage(100));

    List<JobVertex> vertices = List.of(env.getStreamGraph().getJobGraph().getVerticesAsArray());
    assertThat(vertices).hasSize(1);
    assertThat(vertices.get(0).getName()).contains("storage-topics").contains("storage-tables");
    assertThat(vertices.get(0).getParallelism()).isEqualTo(3);
  }

  @Test
  void shouldStoreEveryTopicAlsoWhenItIsStoppedInBetween(@TempDir Path directory) throws Exception {
    Map<String, Digest.TableDigest> expected = expected();
    TestStorage.reset();

    WireSettings wire = wire(2, EmbeddedPlatform.shared().kafka().bootstrapServers());
    TopicAdmin.ensure(wire);
    awaitLeaders(wire);
    try (KafkaProducer<byte[], byte[]> producer = producer(wire)) {
      publish(producer, 0, 30);
      progress(producer, T0, false);
      runUntil(
          wire,
          directory,
          "SELECT count(*) = " + TOPIC_PARTITIONS + " FROM run_progress WHERE NOT ended");

      publish(producer, 20, 60);
      producer.send(new ProducerRecord<>("price.v1", 1, null, new byte[] {9})).get();
      progress(producer, T0.plus(Duration.ofDays(1)), true);
      runUntil(
          wire,
          directory,
          "SELECT count(*) = " + TOPIC_PARTITIONS + " FROM run_progress WHERE ended");
    }

    assertThat(TestStorage.query("SELECT DISTINCT through FROM run_progress"))
        .containsExactly("2025-05-02 00:00:00+00");
    assertThat(
            TestStorage.query(
                "SELECT rule, detail FROM platform_rejected WHERE stage = 'storage' AND source ="
                    + " 'price.v1'"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("undecodable|Not a record");
    TestStorage.execute("DELETE FROM platform_rejected WHERE stage = 'storage'");
    assertThat(digest()).isEqualTo(expected);
  }

  /** A cluster of its own each time; the second goes on from a checkpoint of the first. */
  private static void runUntil(WireSettings wire, Path directory, String condition)
      throws SQLException, InterruptedException {
    FlinkOptions options = FlinkOptions.defaults().withCheckpointInterval(Duration.ofMillis(500));
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, options)) {
      StreamExecutionEnvironment env = flink.environment(wire.parallelism());
      StorageJob.build(env, wire, storage(200));
      flink.submit(StorageJob.NAME, env);
      await(flink, condition);
    }
  }

  private static WireSettings wire(int parallelism, String bootstrapServers) {
    return new WireSettings(
        bootstrapServers, PARTITIONS, "storage-test", Path.of("target"), parallelism);
  }

  private static StorageSettings storage(int batchRows) {
    return new StorageSettings(
        TestStorage.jdbcUrl(), EmbeddedPostgres.DATABASE, "", Duration.ofHours(1), batchRows);
  }

  /** What the tables hold when the records are written without a broker. */
  private static Map<String, Digest.TableDigest> expected() throws SQLException {
    try (VersionedCopy copy = new VersionedCopy(TestStorage.database())) {
      for (Topic<?> topic : Topics.listAll()) {
        for (long identity = 0; identity < 60; identity++) {
          add(copy, topic, identity);
        }
      }
      copy.flush();
    }
    return digest();
  }

  private static <T extends Travelling> void add(
      VersionedCopy copy, Topic<T> topic, long identity) {
    copy.add(Tables.of(topic), sample(topic, identity, lastRevision(topic)));
  }

  private static int lastRevision(Topic<?> topic) {
    return Samples.hasRevisions(topic) ? 2 : 0;
  }

  private static <T extends Travelling> T sample(Topic<T> topic, long identity, int revision) {
    return Samples.of(topic, Tables.of(topic).keyNames(), identity, revision);
  }

  /** Sends identities, each in all its revisions, to where they live. */
  private static void publish(KafkaProducer<byte[], byte[]> producer, int from, int to) {
    for (Topic<?> topic : Topics.listAll()) {
      for (int revision = 0; revision <= lastRevision(topic); revision++) {
        for (long identity = from; identity < to; identity++) {
          byte[] value = Wire.encode(sample(topic, identity, revision));
          int home = Partitions.of("place " + identity, PARTITIONS);
          for (int partition = 0; partition < PARTITIONS; partition++) {
            if (topic.spread() == Spread.REPLICATED || partition == home) {
              byte[] key = (identity + "/" + revision).getBytes(UTF_8);
              producer.send(new ProducerRecord<>(topic.name(), partition, key, value));
            }
          }
        }
      }
    }
  }

  private static void progress(
      KafkaProducer<byte[], byte[]> producer, Instant through, boolean end) {
    for (Topic<?> topic : Topics.listAll()) {
      for (int stage = 0; stage < topic.stages(); stage++) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          String writer = "stage" + stage + "/0";
          producer.send(
              new ProducerRecord<>(
                  topic.name(),
                  partition,
                  writer.getBytes(UTF_8),
                  Wire.encode(new Progress(writer, 1, through, end))));
        }
      }
    }
    producer.flush();
  }

  /**
   * A producer that writes to a partition before its leader serves it may find its second batch
   * accepted before its first, and then waits in vain.
   */
  private static void awaitLeaders(WireSettings wire) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (Topic<?> topic : Topics.listAll()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", wire.bootstrapServers()))) {
      admin.listOffsets(ends).all().get();
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(WireSettings wire) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", wire.bootstrapServers(), "linger.ms", "20"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Map<String, Digest.TableDigest> digest() throws SQLException {
    try (Connection connection = TestStorage.dataSource().getConnection()) {
      return new TreeMap<>(Digest.compute(connection).tables());
    }
  }

  private static void await(EmbeddedFlink flink, String condition)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!TestStorage.query(condition).equals(List.of("t"))) {
      flink.throwIfFailed();
      assertThat(System.nanoTime())
          .as("%s; progress %s", condition, TestStorage.query("SELECT * FROM v_run_progress"))
          .isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
