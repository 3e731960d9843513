package io.commonwatt.wire.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.Driver;

/**
 * A PostgreSQL to write to. Thread-safe.
 *
 * @param url {@code jdbc:postgresql://host:port/database}
 * @param attempts how often a transaction is tried before giving up
 */
public record Database(String url, String user, String password, int attempts)
    implements Serializable {

  /** Attempts unless a deployment says otherwise; with the pauses between them about 6 s. */
  public static final int DEFAULT_ATTEMPTS = 6;

  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int CONNECT_TIMEOUT_SECONDS = 10;

  public Database {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "'" + url + "' is no PostgreSQL URL; write jdbc:postgresql://host:port/database");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("A transaction needs at least 1 attempt");
    }
  }

  public static Database of(String url, String user, String password) {
    return new Database(url, user, password, DEFAULT_ATTEMPTS);
  }

  /** Opens a connection; one attempt. */
  public Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "commonwatt");
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    // Not DriverManager: a Flink cluster loads jobs in a class loader it does not see.
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("The URL is malformed", "08001");
    }
    return connection;
  }

  /** Whether the same transaction may succeed when tried again. */
  static boolean isTransient(SQLException e) {
    return isDisconnect(e)
        || hasState(e, "40") // serialization failure, deadlock
        || hasState(e, "53") // too many connections, out of resources
        || hasState(e, "55P03"); // lock not available
  }

  /** Whether the connection is gone. */
  static boolean isDisconnect(SQLException e) {
    return hasState(e, "08")
        || hasState(e, "57P01")
        || hasState(e, "57P02")
        || hasState(e, "57P03");
  }

  private static boolean hasState(SQLException e, String prefix) {
    return e.getSQLState() != null && e.getSQLState().startsWith(prefix);
  }

  /** Waits before the next attempt, twice as long each time. Results do not depend on it. */
  static void pause(int attempt) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS << (attempt - 1)));
  }

  /** What a person should read when a transaction failed for good. */
  DatabaseException failure(int attempt, SQLException cause) {
    String remedy =
        isDisconnect(cause)
            ? "Check that PostgreSQL is running there and accepts connections"
            : hasState(cause, "28")
                ? "Check user and password"
                : hasState(cause, "3D")
                    ? "Create the database, or correct its name in the URL"
                    : hasState(cause, "42P01") || hasState(cause, "42703")
                        ? "The schema is missing or older than this release: run the migrations"
                        : hasState(cause, "42501")
                            ? "Grant the user what is missing"
                            : hasState(cause, "53100")
                                ? "Make room on the database's disk"
                                : "See the PostgreSQL log";
    return new DatabaseException(
        "Cannot write to "
            + url
            + " as '"
            + user
            + "' (attempt "
            + attempt
            + " of "
            + attempts
            + ", SQLSTATE "
            + cause.getSQLState()
            + "): "
            + cause.getMessage()
            + ". "
            + remedy
            + ".",
        cause);
  }

  @Override
  public String toString() {
    return "Database[" + url + ", user " + user + "]";
  }
}
