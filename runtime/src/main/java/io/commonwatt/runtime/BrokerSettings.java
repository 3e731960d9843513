package io.commonwatt.runtime;

import java.nio.file.Path;
import java.util.Properties;

/** Settings of a single broker that is its own controller (KRaft, static quorum). */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String MAX_MESSAGE_BYTES = String.valueOf(32 * 1024 * 1024);
  private static final String INDEX_BYTES = String.valueOf(1024 * 1024);
  private static final String SMALL_SEGMENT_BYTES = String.valueOf(16 * 1024 * 1024);
  private static final String FOR_EVER = String.valueOf(Integer.MAX_VALUE);

  private BrokerSettings() {}

  static Properties of(Path logs, int port, int controllerPort, KafkaOptions options) {
    Properties settings = new Properties();
    identity(settings, logs, port, controllerPort);
    internalTopics(settings);
    records(settings);
    footprint(settings);
    patience(settings);
    recovery(settings);
    settings.putAll(options.settings());
    return settings;
  }

  /** The same node, as controller alone. */
  static Properties controllerOnly(Path logs, int controllerPort, KafkaOptions options) {
    Properties settings = of(logs, controllerPort, controllerPort, options);
    settings.put("process.roles", "controller");
    settings.put("listeners", "CONTROLLER://127.0.0.1:" + controllerPort);
    settings.remove("advertised.listeners");
    settings.remove("inter.broker.listener.name");
    return settings;
  }

  private static void identity(Properties settings, Path logs, int port, int controllerPort) {
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(NODE_ID));
    settings.put("log.dirs", logs.toString());
    settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("auto.create.topics.enable", "false");
  }

  private static void internalTopics(Properties settings) {
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.segment.bytes", SMALL_SEGMENT_BYTES);
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.segment.bytes", SMALL_SEGMENT_BYTES);
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
  }

  /**
   * Kafka's own timestamps are never read, so the broker stamps and no record is refused for its
   * time. Streams creates its internal topics with {@code CreateTime}; nothing may be too late or
   * too early for them either. Nothing expires by the wall clock, however long a run rests.
   */
  private static void records(Properties settings) {
    settings.put("message.max.bytes", MAX_MESSAGE_BYTES);
    settings.put("log.message.timestamp.type", "LogAppendTime");
    settings.put("log.message.timestamp.before.max.ms", String.valueOf(Long.MAX_VALUE));
    settings.put("log.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
    settings.put("log.retention.ms", "-1");
    settings.put("log.retention.bytes", "-1");
    settings.put("offsets.retention.minutes", FOR_EVER);
    settings.put("transactional.id.expiration.ms", FOR_EVER);
  }

  private static void footprint(Properties settings) {
    settings.put("num.io.threads", "2");
    settings.put("num.network.threads", "2");
    settings.put("background.threads", "2");
    settings.put("group.coordinator.threads", "1");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("log.index.size.max.bytes", INDEX_BYTES);
    settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(2 * 1024 * 1024));
    settings.put("log.cleaner.io.buffer.size", String.valueOf(128 * 1024));
    settings.put("metadata.log.segment.bytes", SMALL_SEGMENT_BYTES);
    settings.put("metadata.max.idle.interval.ms", "0");
  }

  /**
   * The only broker there is: to fence it helps nobody, and on a machine so busy that heartbeats
   * are late it would leave every partition without a leader.
   */
  private static void patience(Properties settings) {
    settings.put("broker.session.timeout.ms", "30000");
  }

  /** A killed client's transaction and group membership must not hold up the run that resumes. */
  private static void recovery(Properties settings) {
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }
}
