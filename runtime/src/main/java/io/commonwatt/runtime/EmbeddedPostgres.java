package io.commonwatt.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a child process of this JVM, listening on the loopback interface only, with
 * the database {@code commonwatt}, its owner {@code commonwatt} and the role {@code
 * commonwatt_read}, which may only read. Connections from this machine are trusted without a
 * password. A later start on the same directory goes on with the data, also after this JVM was
 * killed: the server it left behind is stopped first. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  /** Name of the database and of the role that owns it. */
  public static final String DATABASE = "commonwatt";

  /** Role that may read everything and write nothing. */
  public static final String READ_ONLY_ROLE = "commonwatt_read";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final int ATTEMPTS = 3;
  private static final Duration POLL = Duration.ofMillis(100);

  private final PostgresCluster cluster;
  private final Process server;
  private final DirectoryLock lock;
  private final int port;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedPostgres(PostgresCluster cluster, Process server, DirectoryLock lock, int port) {
    this.cluster = cluster;
    this.server = server;
    this.lock = lock;
    this.port = port;
    OrderlyShutdown.register(this);
  }

  /**
   * Starts a server on a directory, initialising it the first time, and returns when it serves.
   *
   * @throws RuntimeFailure when the directory is in use or was written by another major version,
   *     when there is no PostgreSQL for this machine, or when the server does not come up in time
   */
  public static EmbeddedPostgres start(Path dataDirectory, PostgresOptions options) {
    Path home = dataDirectory.toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.take(home, "PostgreSQL");
    try {
      PostgresAccount account = PostgresAccount.detect();
      PostgresCluster cluster =
          new PostgresCluster(
              PostgresBinaries.find(account),
              account,
              home.resolve("data"),
              home.resolve("postgres.log"));
      cluster.initialise();
      cluster.stopOrphan();
      for (int attempt = 1; ; attempt++) {
        int port = options.port() == 0 ? FreePorts.find(1)[0] : options.port();
        Process server = cluster.start(port, options);
        try {
          awaitReady(server, port, options.startTimeout());
          createDatabase(port);
          LOG.info("PostgreSQL on port {} in {}", port, home);
          return new EmbeddedPostgres(cluster, server, lock, port);
        } catch (RuntimeFailure | SQLException e) {
          // It ends at once when its port was taken meanwhile, or while backends of a killed
          // server still hold on to the data; both pass.
          boolean ended = !server.isAlive();
          cluster.stop(server.toHandle());
          if (!ended || attempt == ATTEMPTS) {
            throw new RuntimeFailure(
                "PostgreSQL in "
                    + home
                    + " did not start: "
                    + e.getMessage()
                    + "\n"
                    + lastLines(cluster.log()),
                e);
          }
        }
      }
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** URL of the database as its owner. */
  public String jdbcUrl() {
    return url(port, DATABASE, DATABASE);
  }

  /** URL of the database as the role that may only read. */
  public String readOnlyJdbcUrl() {
    return url(port, DATABASE, READ_ONLY_ROLE);
  }

  /** Port on the loopback interface. */
  public int port() {
    return port;
  }

  /** Process id of the server. */
  public long pid() {
    return server.pid();
  }

  /** Whether the server process lives. */
  public boolean isRunning() {
    return server.isAlive();
  }

  /** Stops the server; committed data is kept. Bounded to about 15 s. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      OrderlyShutdown.deregister(this);
      cluster.stop(server.toHandle());
      lock.close();
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL on port " + port;
  }

  private static String url(int port, String database, String user) {
    return "jdbc:postgresql://127.0.0.1:" + port + '/' + database + "?user=" + user;
  }

  private static void awaitReady(Process server, int port, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    SQLException last = null;
    while (System.nanoTime() < deadline) {
      try (Connection connection = asSuperuser(port, "postgres")) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        last = e;
      }
      try {
        if (server.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new RuntimeFailure("it ended with exit code " + server.exitValue());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RuntimeFailure("interrupted while waiting for it", e);
      }
    }
    throw new RuntimeFailure("no connection within " + limit.toSeconds() + " s", last);
  }

  /** Creates roles and database where they are missing: a kill may have come between them. */
  private static void createDatabase(int port) throws SQLException {
    try (Connection connection = asSuperuser(port, "postgres");
        Statement sql = connection.createStatement()) {
      if (!exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = '" + DATABASE + "'")) {
        sql.execute("CREATE ROLE " + DATABASE + " LOGIN");
      }
      if (!exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = '" + READ_ONLY_ROLE + "'")) {
        sql.execute("CREATE ROLE " + READ_ONLY_ROLE + " LOGIN");
      }
      sql.execute("GRANT pg_read_all_data TO " + READ_ONLY_ROLE);
      sql.execute("ALTER ROLE " + READ_ONLY_ROLE + " SET default_transaction_read_only = on");
      if (!exists(sql, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        sql.execute("CREATE DATABASE " + DATABASE + " OWNER " + DATABASE + " TEMPLATE template0");
      }
      sql.execute("REVOKE TEMPORARY ON DATABASE " + DATABASE + " FROM PUBLIC");
    }
  }

  private static boolean exists(Statement sql, String query) throws SQLException {
    try (ResultSet rows = sql.executeQuery(query)) {
      return rows.next();
    }
  }

  private static Connection asSuperuser(int port, String database) throws SQLException {
    return DriverManager.getConnection(
        url(port, database, PostgresCluster.SUPERUSER) + "&connectTimeout=5");
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
