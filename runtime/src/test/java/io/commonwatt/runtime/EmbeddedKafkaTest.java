package io.commonwatt.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @TempDir Path directory;

  @Test
  void shouldKeepRecordsOffsetsAndIdentityAcrossRestart() throws Exception {
    String clusterId;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults())) {
      clusterId = kafka.clusterId();
      KafkaClients.createTopic(kafka, "t", 1);
      try (KafkaProducer<String, String> producer = KafkaClients.transactional(kafka, "door")) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("t", "k", "one"));
        producer.send(new ProducerRecord<>("t", "k", "two"));
        producer.commitTransaction();
      }
      try (KafkaConsumer<String, String> consumer = KafkaClients.consumer(kafka, "g")) {
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(1)));
      }
      assertThat(KafkaClients.values(kafka, "t", 1)).containsExactly("one", "two");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults())) {
      assertThat(kafka.clusterId()).isEqualTo(clusterId);
      assertThat(KafkaClients.values(kafka, "t", 1)).containsExactly("one", "two");
      try (KafkaConsumer<String, String> consumer = KafkaClients.consumer(kafka, "g")) {
        assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION).offset()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldResumeAfterItsProcessIsKilled() throws Exception {
    try (ChildJvm child = ChildJvm.start("kafka", directory)) {
      child.await("READY");
      child.kill();
    }
    long started = System.nanoTime();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults())) {
      // The same transactional id fences the killed producer and aborts what it left open.
      try (KafkaProducer<String, String> producer = KafkaClients.transactional(kafka, "door")) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("t", 0, "k", "after"));
        producer.commitTransaction();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(60));
      List<String> expected =
          new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "v" + i).toList());
      expected.add("after");
      assertThat(KafkaClients.values(kafka, "t", 2)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void shouldEndTransactionsOfAKilledProcessEverywhere() throws Exception {
    try (ChildJvm child = ChildJvm.start("kafka-abandoned", directory)) {
      child.await("READY");
      child.kill();
    }
    TimeUnit.SECONDS.sleep(1);
    // The coordinator looks for transactions out of time as soon as it has any.
    KafkaOptions options =
        KafkaOptions.defaults()
            .with("transaction.abort.timed.out.transaction.cleanup.interval.ms", "5");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, options)) {
      List<String> sent = new ArrayList<>();
      try (KafkaProducer<String, String> producer = KafkaClients.producer(kafka, Map.of())) {
        for (int partition = 0; partition < 40; partition++) {
          producer.send(new ProducerRecord<>("t", partition, "k", "after " + partition)).get();
          sent.add("after " + partition);
        }
      }
      // A partition without its marker never shows what comes behind.
      long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
      List<String> seen = KafkaClients.values(kafka, "t", 40);
      while (seen.size() < sent.size() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(200);
        seen = KafkaClients.values(kafka, "t", 40);
      }
      assertThat(seen).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  @Test
  void shouldTakeLargeRecordsAndRecordsOfAnyTime() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults())) {
      KafkaClients.createTopic(kafka, "t", 1);
      KafkaClients.createTopic(
          kafka, "app-changelog", 1, Map.of("message.timestamp.type", "CreateTime"));
      Map<String, String> large =
          Map.of("max.request.size", "33554432", "buffer.memory", "67108864", "linger.ms", "0");
      try (KafkaProducer<String, String> producer = KafkaClients.producer(kafka, large)) {
        producer.send(new ProducerRecord<>("t", "k", "m".repeat(20 * 1024 * 1024))).get();
        for (String time : List.of("1999-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) {
          long millis = Instant.parse(time).toEpochMilli();
          producer.send(new ProducerRecord<>("app-changelog", 0, millis, "k", time)).get();
        }
      }
      assertThat(KafkaClients.values(kafka, "t", 1)).hasSize(1);
      assertThat(KafkaClients.values(kafka, "app-changelog", 1)).hasSize(2);
      try (KafkaConsumer<String, String> consumer = KafkaClients.consumer(kafka, "g")) {
        consumer.assign(List.of(PARTITION));
        ConsumerRecord<String, String> record =
            consumer.poll(Duration.ofSeconds(20)).iterator().next();
        assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
      }
    }
  }

  @Test
  void shouldNotCreateTopicsUnasked() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults());
        KafkaProducer<String, String> producer =
            KafkaClients.producer(kafka, Map.of("max.block.ms", "1500"));
        Admin admin = KafkaClients.admin(kafka)) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("typo", "k", "v")).get())
          .hasMessageContaining("typo");
      assertThat(admin.listTopics().names().get()).doesNotContain("typo");
    }
  }

  @Test
  void shouldRefuseDirectoryInUse() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults())) {
      assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
      assertThatThrownBy(() -> EmbeddedKafka.start(directory, KafkaOptions.defaults()))
          .isInstanceOf(RuntimeFailure.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use");
    }
  }
}
