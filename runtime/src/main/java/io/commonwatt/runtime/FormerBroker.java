package io.commonwatt.runtime;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker that was killed in a directory, as its controller still remembers it: alive, leading
 * every partition, at a port nobody listens on. A broker that starts on this memory takes up the
 * transactions under way at once, and while it is being registered anew, when for a moment no
 * partition has a leader, Kafka 4.3 takes the partitions of those transactions for deleted and
 * closes them without their markers; readers of committed records then wait for ever. So the
 * controller is started alone first, until it has noticed that the former broker is dead.
 */
final class FormerBroker {

  private static final Logger LOG = LoggerFactory.getLogger(FormerBroker.class);
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);
  private static final String SESSION_MILLIS = "500";
  private static final String HEARTBEAT_MILLIS = "250";
  private static final long POLL_MILLIS = 20;

  private FormerBroker() {}

  /** Whether a broker ran in this directory and did not say goodbye. */
  static boolean wasKilled(Path logs) {
    return Files.isDirectory(logs.resolve("__cluster_metadata-0"))
        && !Files.exists(logs.resolve(".kafka_cleanshutdown"));
  }

  /**
   * Returns when the controller has the broker of that directory for dead, or after {@link
   * #NOTICED_WITHIN} when none had ever been registered.
   *
   * @throws RuntimeFailure when the controller does not start in time
   */
  static void fence(Path logs, int controllerPort, KafkaOptions options) {
    Properties settings = BrokerSettings.controllerOnly(logs, controllerPort, options);
    settings.put("broker.session.timeout.ms", SESSION_MILLIS);
    settings.put("broker.heartbeat.interval.ms", HEARTBEAT_MILLIS);
    KafkaRaftServer controller = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    try {
      Bounded.run("kafka-controller-start", options.startTimeout(), controller::startup);
      long deadline = System.nanoTime() + NOTICED_WITHIN.toNanos();
      while (fenced() == 0) {
        if (System.nanoTime() > deadline) {
          LOG.warn("No broker was registered in {} before it was killed", logs);
          return;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure("Interrupted while the Kafka controller started", e);
    } finally {
      EmbeddedKafka.stop(controller);
    }
  }

  /** How many brokers the controller in this process has for dead; zero while it reads its log. */
  private static int fenced() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try {
      Object count =
          beans.getAttribute(
              new ObjectName("kafka.controller:type=KafkaController,name=FencedBrokerCount"),
              "Value");
      return ((Number) count).intValue();
    } catch (InstanceNotFoundException e) {
      return 0;
    } catch (JMException e) {
      throw new RuntimeFailure("The Kafka controller does not say which brokers are alive", e);
    }
  }
}
