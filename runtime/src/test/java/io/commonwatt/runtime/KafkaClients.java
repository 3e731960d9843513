package io.commonwatt.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain clients of a test broker. */
final class KafkaClients {

  private KafkaClients() {}

  static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  static void createTopic(EmbeddedKafka kafka, String name, int partitions) throws Exception {
    createTopic(kafka, name, partitions, Map.of());
  }

  static void createTopic(
      EmbeddedKafka kafka, String name, int partitions, Map<String, String> settings)
      throws Exception {
    try (Admin admin = admin(kafka)) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
          .all()
          .get();
    }
  }

  static KafkaProducer<String, String> producer(EmbeddedKafka kafka, Map<String, String> settings) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.putAll(settings);
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  static KafkaProducer<String, String> transactional(EmbeddedKafka kafka, String id) {
    KafkaProducer<String, String> producer = producer(kafka, Map.of("transactional.id", id));
    producer.initTransactions();
    return producer;
  }

  static KafkaConsumer<String, String> consumer(EmbeddedKafka kafka, String group) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("group.id", group);
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    properties.put("enable.auto.commit", "false");
    return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
  }

  /** Values committed to the partitions, in order per partition. */
  static List<String> values(EmbeddedKafka kafka, String topic, int partitions) {
    try (KafkaConsumer<String, String> consumer = consumer(kafka, "values")) {
      List<TopicPartition> all = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        all.add(new TopicPartition(topic, partition));
      }
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      List<String> values = new ArrayList<>();
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
      return values;
    }
  }
}
