package io.commonwatt.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this JVM: KRaft, broker and controller in one, listening on the loopback
 * interface only. Topics, records, group offsets and transactions live in its data directory; a
 * later start on the same directory goes on with them, on other ports. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(12);
  private static final int PORT_ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final String clusterId;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(KafkaRaftServer server, DirectoryLock lock, String clusterId, int port) {
    this.server = server;
    this.lock = lock;
    this.clusterId = clusterId;
    this.port = port;
    OrderlyShutdown.register(this);
  }

  /**
   * Starts a broker on a directory, formatting it the first time, and returns when it serves.
   *
   * @throws RuntimeFailure when the directory is in use or the broker does not come up in time
   */
  public static EmbeddedKafka start(Path dataDirectory, KafkaOptions options) {
    Path home = dataDirectory.toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.take(home, "The Kafka broker");
    try {
      String clusterId = clusterId(home);
      Path logs = home.resolve("logs");
      format(logs, clusterId);
      if (FormerBroker.wasKilled(logs)) {
        FormerBroker.fence(logs, FreePorts.find(1)[0], options);
      }
      for (int attempt = 1; ; attempt++) {
        int[] free = FreePorts.find(2);
        int port = options.port() == 0 ? free[0] : options.port();
        Properties settings = BrokerSettings.of(logs, port, free[1], options);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        try {
          Bounded.run("kafka-start", options.startTimeout(), server::startup);
          LOG.info("Kafka broker on port {} in {}", port, home);
          return new EmbeddedKafka(server, lock, clusterId, port);
        } catch (RuntimeFailure e) {
          stop(server);
          if (attempt == PORT_ATTEMPTS || options.port() != 0 || !isBindFailure(e)) {
            throw new RuntimeFailure(
                "The Kafka broker in " + home + " did not start: " + e.getMessage(), e);
          }
        }
      }
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** What clients connect to: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Identity of the cluster, the same for every start on the directory. */
  public String clusterId() {
    return clusterId;
  }

  /** Stops the broker, at most {@link #CLOSE_TIMEOUT}; what was acknowledged is kept either way. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      OrderlyShutdown.deregister(this);
      stop(server);
      lock.close();
    }
  }

  @Override
  public String toString() {
    return "Kafka broker " + bootstrapServers();
  }

  static void stop(KafkaRaftServer server) {
    try {
      Bounded.run(
          "kafka-stop",
          CLOSE_TIMEOUT,
          () -> {
            server.shutdown();
            server.awaitShutdown();
          });
    } catch (RuntimeFailure e) {
      LOG.warn("The Kafka broker did not stop cleanly; its log is recovered at the next start", e);
    }
  }

  private static String clusterId(Path home) {
    Path file = home.resolve("cluster.id");
    try {
      if (Files.exists(file)) {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
      }
      String id = Uuid.randomUuid().toString();
      Path draft = home.resolve("cluster.id.new");
      Files.writeString(draft, id + "\n", StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read or write " + file, e);
    }
  }

  private static void format(Path logs, String clusterId) {
    try {
      Files.createDirectories(logs);
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, "UTF-8"))
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(clusterId)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .addDirectory(logs.toString())
          .setMetadataLogDirectory(logs.toString())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new RuntimeFailure("Cannot format " + logs + " for the Kafka broker", e);
    }
  }

  private static boolean isBindFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.net.BindException) {
        return true;
      }
    }
    return false;
  }
}
