package io.commonwatt.app.demo;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far a run has come, read from the table {@code run_progress}. Not thread-safe. */
public final class RunMonitor {

  private final Connection connection;
  private final int partitions;
  private final List<Topic<?>> topics;

  /** A monitor of every topic. */
  public RunMonitor(Connection connection, int partitions) {
    this(connection, partitions, Topics.listAll());
  }

  /** A monitor of a run that writes only some topics. */
  public RunMonitor(Connection connection, int partitions, List<Topic<?>> topics) {
    this.connection = connection;
    this.partitions = partitions;
    this.topics = List.copyOf(topics);
  }

  /** Whether every partition of the topics has ended, and its records are stored. */
  public boolean ended() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) FROM run_progress WHERE ended AND topic = ANY (?)")) {
      statement.setArray(
          1, connection.createArrayOf("text", topics.stream().map(Topic::name).toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1) == topics.size() * partitions;
      }
    }
  }

  /** Data time through which each topic is stored. */
  public Map<String, Instant> through() throws SQLException {
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
