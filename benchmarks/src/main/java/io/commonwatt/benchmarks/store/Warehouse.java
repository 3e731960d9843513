package io.commonwatt.benchmarks.store;

import io.commonwatt.benchmarks.Effort;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedPlatform;
import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.storage.StorageSettings;
import io.commonwatt.storage.flink.StorageJob;
import io.commonwatt.storage.jdbc.Digest;
import io.commonwatt.storage.jdbc.SchemaMigrator;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.Jobs;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.ds.PGSimpleDataSource;

/** Broker, Flink and PostgreSQL of a measurement, in a directory that is deleted. */
public final class Warehouse implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;
  private static final int COPY_BUFFER_BYTES = 1 << 16;

  private final EmbeddedPlatform platform = EmbeddedPlatform.temporary();
  private final EmbeddedFlink flink;
  private final String url;
  private final int parallelism;

  private Warehouse(Size size) {
    this.parallelism = size.parallelism();
    this.url = platform.postgres().jdbcUrl();
    this.flink =
        EmbeddedFlink.start(platform.directory().resolve("flink"), FlinkOptions.defaults());
  }

  /** Starts everything and creates the schema. */
  public static Warehouse open(Size size) {
    Warehouse warehouse = new Warehouse(size);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(warehouse.url);
    SchemaMigrator.migrate(source);
    return warehouse;
  }

  String url() {
    return url;
  }

  /** Broker and threads, under a prefix of its own. */
  public WireSettings wire(String prefix) {
    return new WireSettings(
        platform.kafka().bootstrapServers(),
        Topics.DEFAULT_PARTITIONS,
        prefix,
        platform.directory().resolve(prefix),
        parallelism);
  }

  /** Submits a job. */
  public void submit(
      String name, WireSettings settings, Consumer<StreamExecutionEnvironment> build) {
    StreamExecutionEnvironment env = flink.environment(parallelism);
    Jobs.environmentDefaults(env, settings);
    build.accept(env);
    flink.submit(name, env);
  }

  /** Throws what made a job stop, if anything did. */
  public void throwIfFailed() {
    flink.throwIfFailed();
  }

  /** Submits the storage job as a deployment runs it. */
  public void store(WireSettings settings) {
    StorageSettings usual = StorageSettings.of(url, EmbeddedPostgres.DATABASE, "");
    store(settings, usual.flushEvery(), usual.batchRows());
  }

  /** Submits the storage job with another rhythm of writes. */
  void store(WireSettings settings, Duration flushEvery, int batchRows) {
    StreamExecutionEnvironment env = flink.environment(parallelism);
    Jobs.environmentDefaults(env, settings);
    StorageJob.build(
        env,
        settings,
        new StorageSettings(url, EmbeddedPostgres.DATABASE, "", flushEvery, batchRows));
    flink.submit(StorageJob.NAME, env);
  }

  /** Waits until the database says that every partition of these topics has ended. */
  public void awaitStored(List<Topic<?>> topics, Duration limit, Runnable check)
      throws SQLException {
    awaitProgress("ended", topics, limit, check);
  }

  private void awaitProgress(
      String condition, List<Topic<?>> topics, Duration limit, Runnable check) throws SQLException {
    String names =
        topics.stream().map(topic -> "'" + topic.name() + "'").collect(Collectors.joining(","));
    String query =
        "SELECT count(*) FROM run_progress WHERE " + condition + " AND topic IN (" + names + ")";
    long wanted = (long) topics.size() * Topics.DEFAULT_PARTITIONS;
    long deadline = System.nanoTime() + limit.toNanos();
    while (count(query) < wanted) {
      check.run();
      flink.throwIfFailed();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not stored within " + limit + ": " + names);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }

  /** Waits until the database says that every partition of these topics has passed a time. */
  public void awaitStored(List<Topic<?>> topics, Instant time, Duration limit) throws SQLException {
    awaitProgress("through >= '" + time + "'", topics, limit, () -> {});
  }

  /**
   * What the server itself needs for rows that are stored: they are copied out and, timed, by one
   * COPY each into tables without index.
   *
   * @param after only rows known after it
   * @return seconds of copying in
   */
  public double bareCopySeconds(List<Topic<?>> topics, Instant after)
      throws SQLException, IOException {
    double seconds = 0;
    Path file = platform.directory().resolve("bare-copy");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      for (Topic<?> topic : topics) {
        String rows = "SELECT * FROM " + topic.table() + " WHERE known_at > '" + after + "'";
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          copies.copyOut("COPY (" + rows + ") TO STDOUT (FORMAT binary)", out);
        }
        statement.execute("CREATE TABLE bench_bare (LIKE " + topic.table() + " INCLUDING STORAGE)");
        long begun = System.nanoTime();
        try (InputStream in = Files.newInputStream(file)) {
          copies.copyIn("COPY bench_bare FROM STDIN (FORMAT binary)", in, COPY_BUFFER_BYTES);
        }
        seconds += (System.nanoTime() - begun) / 1e9;
        statement.execute("DROP TABLE bench_bare");
      }
    }
    return seconds;
  }

  /** Bytes of the largest checkpoint there is. */
  public long checkpointBytes() throws IOException {
    Map<Path, Long> bytes = new HashMap<>();
    Files.walkFileTree(
        platform.directory().resolve("flink").resolve("checkpoints"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.merge(file.getParent(), attributes.size(), Long::sum);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE; // an older checkpoint is being deleted
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Rows of a table. */
  public long rows(String table) throws SQLException {
    return count("SELECT count(*) FROM " + table);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Digest of all tables. */
  String digest() throws SQLException {
    try (Connection connection = connect()) {
      return Digest.compute(connection).digest();
    }
  }

  private long count(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** Copies the raw readings into a table without index. */
  Effort bareCopy(Duration limit) throws SQLException {
    execute("CREATE TABLE " + BareCopy.TABLE + " (meter text, start timestamptz, wh bigint)");
    StreamExecutionEnvironment env = flink.environment(parallelism);
    BareCopy.build(env, wire("bench-bare"), url);
    Effort.Running running = Effort.start();
    flink.submit("bare-copy", env);
    flink.awaitFinished("bare-copy", limit);
    return running.stop();
  }

  @Override
  public void close() {
    flink.close();
    platform.close();
  }
}
