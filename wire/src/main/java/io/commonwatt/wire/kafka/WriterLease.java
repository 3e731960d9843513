package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Topics;
import io.commonwatt.wire.WireSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who writes a stage, so that a second writer is refused instead of fencing the first. The
 * holder is the one member of a consumer group that reads nothing; its client id is its name. A
 * killed holder is forgotten by the broker within {@link #EXPIRY}.
 *
 * <p>The lease keeps writers polite; what keeps the log right is {@link TopicWriter}'s transaction.
 * Thread-safe.
 */
public final class WriterLease implements AutoCloseable {

  /** After this long without a sign of life the broker forgets a holder. */
  public static final Duration EXPIRY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(WriterLease.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long RETRY_MS = 250;

  /** Those that came at the same moment come again at different ones. A power of two less one. */
  private static final int LONGEST_GIVE_WAY_MS = 0x7ff;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WireSettings settings;
  private final String group;
  private final String name;
  private final Thread keeper;

  private volatile KafkaConsumer<byte[], byte[]> membership;
  private volatile boolean closing;

  private WriterLease(
      WireSettings settings, String stage, String name, KafkaConsumer<byte[], byte[]> membership) {
    this.settings = settings;
    this.group = group(settings, stage);
    this.name = name;
    this.membership = membership;
    this.keeper = new Thread(this::keep, "writer-lease");
    keeper.setDaemon(true);
    keeper.start();
  }

  /** That somebody else writes. */
  public static final class HeldException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private final String holder;

    HeldException(String stage, String holder) {
      super("Stage '" + stage + "' is written by " + holder);
      this.holder = holder;
    }

    /** The name its holder gave. */
    public String holder() {
      return holder;
    }
  }

  /** The name of who writes a stage now, or was killed less than {@link #EXPIRY} ago. */
  public static Optional<String> holder(WireSettings settings, String stage) {
    List<String> members = members(settings, group(settings, stage));
    return members.isEmpty() ? Optional.empty() : Optional.of(members.get(0));
  }

  /**
   * Becomes the writer of a stage.
   *
   * @param name who that is, for others to read; printable, says where it can be reached
   * @param patience how long to wait for another to end
   * @throws HeldException when another still writes then
   */
  public static WriterLease take(
      WireSettings settings, String stage, String name, Duration patience) {
    String group = group(settings, stage);
    long leftMs = patience.toMillis();
    while (true) {
      String other = holder(settings, stage).orElse(null);
      long pauseMs = RETRY_MS;
      if (other == null) {
        KafkaConsumer<byte[], byte[]> membership = join(settings, group, name);
        if (membership != null) {
          return new WriterLease(settings, stage, name, membership);
        }
        other = "another that came at the same moment";
        pauseMs += name.hashCode() & LONGEST_GIVE_WAY_MS;
      }
      if (leftMs <= 0) {
        throw new HeldException(stage, other);
      }
      pause(pauseMs);
      leftMs -= pauseMs;
    }
  }

  /**
   * Whether the lease is held still. It is lost when the process did not get to run for {@link
   * #EXPIRY}, and taken again as soon as nobody else has it.
   */
  public boolean isHeld() {
    return membership != null;
  }

  /** Joins the group; null when another came at the same moment, who then gives way likewise. */
  private static KafkaConsumer<byte[], byte[]> join(
      WireSettings settings, String group, String name) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.CLIENT_ID_CONFIG,
            name,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            (int) EXPIRY.toMillis(),
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            (int) EXPIRY.toMillis() / 4,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    boolean alone = false;
    try {
      Joining joining = new Joining(consumer);
      consumer.subscribe(List.of(Topics.IMPORT.name()), joining);
      for (long left = PATIENCE.dividedBy(POLL); !joining.joined; left--) {
        consumer.poll(POLL);
        if (left <= 0) {
          throw new IllegalStateException(
              "The broker did not answer who writes within "
                  + PATIENCE.toSeconds()
                  + " s; is it healthy, and does topic '"
                  + Topics.IMPORT.name()
                  + "' exist?");
        }
      }
      // Who joins later sees this one, so at most one of two sees itself alone.
      alone = members(settings, group).size() == 1;
      return alone ? consumer : null;
    } finally {
      if (!alone) {
        consumer.close();
      }
    }
  }

  /** Reads nothing, and does not come back by itself once the broker has forgotten it. */
  private static final class Joining implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private boolean joined;

    Joining(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(consumer.assignment());
      joined = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // Another looks in; it gives way.
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      throw new KafkaException("The broker has forgotten who writes");
    }
  }

  private void keep() {
    while (!closing) {
      KafkaConsumer<byte[], byte[]> held = membership;
      try {
        if (held != null) {
          held.poll(POLL);
        } else if (members(settings, group).isEmpty()) {
          membership = join(settings, group, name);
        } else {
          pause(RETRY_MS);
        }
      } catch (KafkaException | IllegalStateException e) {
        if (!closing) {
          LOG.warn("The lease of {} is lost and asked for again: {}", name, e.toString());
          membership = null;
          close(held);
          pause(RETRY_MS);
        }
      }
    }
    close(membership);
    membership = null;
  }

  private static void close(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      if (consumer != null) {
        consumer.close();
      }
    } catch (KafkaException e) {
      LOG.debug("A lease did not close", e);
    }
  }

  private static List<String> members(WireSettings settings, String group) {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      ConsumerGroupDescription described =
          admin
              .describeConsumerGroups(List.of(group))
              .describedGroups()
              .get(group)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return described.members().stream().map(MemberDescription::clientId).sorted().toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw new IllegalStateException("The broker does not say who writes: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The broker does not say who writes; is it healthy?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking who writes", e);
    }
  }

  private static String group(WireSettings settings, String stage) {
    return settings.prefix() + '-' + stage + "-writer";
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for another writer", e);
    }
  }

  /** Gives the lease back at once. Close what writes first. */
  @Override
  public void close() {
    closing = true;
    try {
      keeper.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
