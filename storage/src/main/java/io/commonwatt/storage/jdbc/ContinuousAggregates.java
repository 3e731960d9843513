package io.commonwatt.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The continuous aggregates of TimescaleDB's community edition. A policy refreshes them by the wall
 * clock and looks back so far only; whoever writes data of another time refreshes what it touched.
 */
public final class ContinuousAggregates {

  /** Only buckets that lie wholly inside a window are refreshed: a window grows by this. */
  private static final Duration MARGIN = Duration.ofDays(1);

  private ContinuousAggregates() {}

  /**
   * Refreshes every aggregate over intervals that start in [from, to); what is up to date already
   * costs nothing. Waits for a refresh that is under way.
   *
   * @param connection as the owner of the schema, not in a transaction
   * @return names of the aggregates, sorted; none on plain PostgreSQL
   */
  public static List<String> refresh(Connection connection, Instant from, Instant to)
      throws SQLException {
    List<String> names = list(connection);
    for (String name : names) {
      try (PreparedStatement call =
          connection.prepareStatement(
              "CALL refresh_continuous_aggregate(?::regclass, ?::timestamptz, ?::timestamptz)")) {
        call.setString(1, name);
        call.setTimestamp(2, Timestamp.from(from.minus(MARGIN)));
        call.setTimestamp(3, Timestamp.from(to.plus(MARGIN)));
        call.execute();
      }
    }
    return names;
  }

  private static List<String> list(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery(
              "SELECT to_regclass('timescaledb_information.continuous_aggregates') IS NOT NULL")) {
        row.next();
        if (!row.getBoolean(1)) {
          return names;
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT view_name FROM timescaledb_information.continuous_aggregates"
                  + " WHERE view_schema = 'public' ORDER BY 1")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }
}
