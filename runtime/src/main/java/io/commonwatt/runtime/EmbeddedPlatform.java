package io.commonwatt.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Broker, Flink and PostgreSQL on one directory, each started when first asked for. Tests share one
 * per JVM, {@link #shared()}, and keep apart by topic prefix, job name and schema; a test that
 * stops and resumes opens its own. Thread-safe.
 */
public final class EmbeddedPlatform implements AutoCloseable {

  private static EmbeddedPlatform shared;

  private final Path directory;
  private final boolean temporary;
  private EmbeddedKafka kafka;
  private EmbeddedFlink flink;
  private EmbeddedPostgres postgres;

  private EmbeddedPlatform(Path directory, boolean temporary) {
    this.directory = directory;
    this.temporary = temporary;
  }

  /** A platform in a directory that is deleted when it closes. */
  public static EmbeddedPlatform temporary() {
    try {
      EmbeddedPlatform platform =
          new EmbeddedPlatform(Files.createTempDirectory("commonwatt-"), true);
      OrderlyShutdown.register(platform);
      return platform;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a temporary directory", e);
    }
  }

  /** A platform on a directory that stays. */
  public static EmbeddedPlatform open(Path directory) {
    return new EmbeddedPlatform(directory.toAbsolutePath(), false);
  }

  /** The temporary platform all tests of this JVM share; it closes when the JVM ends. */
  public static synchronized EmbeddedPlatform shared() {
    if (shared == null) {
      shared = temporary();
    }
    return shared;
  }

  /** Where its engines keep their data. */
  public Path directory() {
    return directory;
  }

  /** The broker. */
  public synchronized EmbeddedKafka kafka() {
    if (kafka == null) {
      kafka = EmbeddedKafka.start(directory.resolve("kafka"), KafkaOptions.defaults());
    }
    return kafka;
  }

  /** The Flink cluster, with a checkpoint every second. */
  public synchronized EmbeddedFlink flink() {
    if (flink == null) {
      flink =
          EmbeddedFlink.start(
              directory.resolve("flink"),
              FlinkOptions.defaults().withCheckpointInterval(Duration.ofSeconds(1)));
    }
    return flink;
  }

  /** The database, without fsync. */
  public synchronized EmbeddedPostgres postgres() {
    if (postgres == null) {
      postgres =
          EmbeddedPostgres.start(
              directory.resolve("postgres"), PostgresOptions.defaults().withFsync(false));
    }
    return postgres;
  }

  /** Stops what was started, consumers before what they read from. */
  @Override
  public synchronized void close() {
    OrderlyShutdown.deregister(this);
    if (flink != null) {
      flink.close();
      flink = null;
    }
    if (kafka != null) {
      kafka.close();
      kafka = null;
    }
    if (postgres != null) {
      postgres.close();
      postgres = null;
    }
    if (temporary) {
      try {
        Directories.delete(directory);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot delete " + directory, e);
      }
    }
  }
}
