package io.commonwatt.wire.kafka;

import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Finds transactions that a broker, killed in its first seconds in the middle of a commit, has
 * forgotten: its coordinator holds them for complete, but some partitions never got their marker,
 * so that readers of committed records wait for ever. Seen with Kafka 4.3 when broker and writers
 * die in one process. Aborting what is left would lose a part of what was committed, so it is only
 * found here. To be called when a broker came back and before anything writes to it.
 */
public final class HangingTransactions {

  private static final Set<TransactionState> UNDER_WAY =
      Set.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_COMMIT);
  private static final Set<TransactionState> BEING_ENDED =
      Set.of(TransactionState.PREPARE_ABORT, TransactionState.PREPARE_COMMIT);
  private static final int POLLS = 100;
  private static final Duration POLL = Duration.ofMillis(200);

  private HangingTransactions() {}

  /**
   * Partitions of a broker with a hanging transaction; waits up to 20 s for those being ended.
   *
   * @throws IllegalStateException when the broker refuses
   */
  public static List<String> find(WireSettings settings) {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      Map<Long, TransactionState> states = settled(admin);
      List<String> hanging = new ArrayList<>();
      List<TopicPartition> partitions = partitions(admin);
      DescribeProducersResult described = admin.describeProducers(partitions);
      for (TopicPartition partition : partitions) {
        PartitionProducerState producers = await(described.partitionResult(partition));
        for (ProducerState producer : producers.activeProducers()) {
          if (producer.currentTransactionStartOffset().isPresent()
              && !UNDER_WAY.contains(states.get(producer.producerId()))) {
            hanging.add(partition.toString());
          }
        }
      }
      return hanging;
    }
  }

  /** States of the transactions by producer, when none is just being ended. */
  private static Map<Long, TransactionState> settled(Admin admin) {
    Map<Long, TransactionState> states = new HashMap<>();
    for (int poll = 0; poll < POLLS; poll++) {
      states.clear();
      for (TransactionListing listing : await(admin.listTransactions().all())) {
        states.put(listing.producerId(), listing.state());
      }
      if (states.values().stream().noneMatch(BEING_ENDED::contains)) {
        return states;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return states;
  }

  private static List<TopicPartition> partitions(Admin admin) {
    Set<String> topics =
        await(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic : await(admin.describeTopics(topics).allTopicNames()).values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        partitions.add(new TopicPartition(topic.name(), partition.partition()));
      }
    }
    return partitions;
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "The broker does not say which transactions hang: " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while looking for hanging transactions", e);
    }
  }
}
