package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.wire.WireSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates the topic catalogue on a broker. */
public final class TopicAdmin {

  /** Largest message of a topic whose records are models, bytes. */
  static final int LARGE_MESSAGE_BYTES = 32 << 20;

  private TopicAdmin() {}

  /**
   * Creates every topic of the catalogue that the broker lacks, with the broker's own replication
   * factor. Safe to call from several processes at once.
   *
   * @throws IllegalStateException when a topic exists with another number of partitions, or the
   *     broker refuses
   */
  public static void ensure(WireSettings settings) {
    ensure(settings, Topics.listAll());
  }

  /** Creates those of these topics that the broker lacks. */
  static void ensure(WireSettings settings, List<Topic<?>> topics) {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      Map<String, KafkaFuture<TopicDescription>> found =
          admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
      List<NewTopic> missing = new ArrayList<>();
      for (Topic<?> topic : topics) {
        if (!exists(found.get(topic.name()), topic.name(), settings.partitions())) {
          missing.add(describe(topic, settings.partitions()));
        }
      }
      create(admin, missing, settings.partitions());
    }
    awaitLeaders(settings, topics);
  }

  /**
   * Waits until every partition is served. A topic is created before its leaders are: a batch of an
   * idempotent producer that is refused then can be overtaken by the next.
   */
  private static void awaitLeaders(WireSettings settings, List<Topic<?>> topics) {
    List<TopicPartition> all = new ArrayList<>();
    for (Topic<?> topic : topics) {
      for (int partition = 0; partition < settings.partitions(); partition++) {
        all.add(new TopicPartition(topic.name(), partition));
      }
    }
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      // Unlike the admin client, the consumer asks again until a leader answers.
      consumer.endOffsets(all);
    }
  }

  private static void create(Admin admin, List<NewTopic> missing, int partitions) {
    for (Map.Entry<String, KafkaFuture<Void>> created :
        admin.createTopics(missing).values().entrySet()) {
      try {
        await(created.getValue());
      } catch (TopicExistsException e) {
        // Another process was faster; what it made must fit.
        String name = created.getKey();
        exists(admin.describeTopics(List.of(name)).topicNameValues().get(name), name, partitions);
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            "Topic '" + created.getKey() + "' could not be created: " + e.getMessage(), e);
      }
    }
  }

  private static boolean exists(
      KafkaFuture<TopicDescription> description, String name, int partitions) {
    try {
      TopicDescription found = await(description);
      if (found.partitions().size() != partitions) {
        throw new IllegalStateException(
            "Topic '"
                + name
                + "' has "
                + found.partitions().size()
                + " partitions where the settings say "
                + partitions
                + "; set partitions to "
                + found.partitions().size()
                + " or use another broker: the number is chosen once");
      }
      return true;
    } catch (UnknownTopicOrPartitionException e) {
      return false;
    }
  }

  private static NewTopic describe(Topic<?> topic, int partitions) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    config.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    if (topic.compacted()) {
      config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    if (topic.equals(Topics.FORECAST_MODEL)) {
      config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGE_MESSAGE_BYTES));
    }
    return new NewTopic(topic.name(), Optional.of(partitions), Optional.empty()).configs(config);
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the broker", e);
    }
  }
}
