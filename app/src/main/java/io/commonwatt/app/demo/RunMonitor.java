package io.commonwatt.app.demo;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How far a run has come, read from the table {@code run_progress}. Not thread-safe. */
final class RunMonitor {

  private final Connection connection;
  private final int partitions;

  RunMonitor(Connection connection, int partitions) {
    this.connection = connection;
    this.partitions = partitions;
  }

  /** Whether every partition of every topic has ended, and its records are stored. */
  boolean ended() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM run_progress WHERE ended")) {
      row.next();
      return row.getInt(1) == Topics.listAll().size() * partitions;
    }
  }

  /** Data time through which each topic is stored. */
  Map<String, Instant> through() throws SQLException {
    Map<String, Instant> result = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT topic, min(through), count(*) FROM run_progress GROUP BY topic")) {
      while (rows.next()) {
        if (rows.getInt(3) == partitions) {
          result.put(rows.getString(1), rows.getTimestamp(2).toInstant());
        }
      }
    }
    return result;
  }

  static Optional<Instant> of(Map<String, Instant> through, Topic<?> topic) {
    return Optional.ofNullable(through.get(topic.name()));
  }
}
