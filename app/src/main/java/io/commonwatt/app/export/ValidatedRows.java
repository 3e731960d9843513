package io.commonwatt.app.export;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.ingestion.format.ValidatedValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Stored validated readings by usage point, channel and start, a few thousand at a time, counted on
 * their way. Not thread-safe.
 */
public final class ValidatedRows implements Iterator<ValidatedValue>, AutoCloseable {

  private static final int FETCH = 5_000;

  private final PreparedStatement statement;
  private final ResultSet rows;
  private boolean more;
  private long count;
  private long totalWh;

  private ValidatedRows(PreparedStatement statement) throws SQLException {
    this.statement = statement;
    this.rows = statement.executeQuery();
    this.more = rows.next();
  }

  /**
   * Opens the rows of a time range.
   *
   * @param from first interval; null for the first there is
   * @param to end of the last interval; null for the last there is
   * @param usagePoints these only; empty for all
   */
  public static ValidatedRows open(
      Connection connection, Instant from, Instant to, List<String> usagePoints)
      throws SQLException {
    connection.setAutoCommit(false);
    PreparedStatement statement =
        connection.prepareStatement(
            "SELECT usage_point, meter, channel, start, length_seconds, energy_wh, quality, method"
                + " FROM meter_reading_validated WHERE (?::timestamptz IS NULL OR start >= ?)"
                + " AND (?::timestamptz IS NULL OR start < ?)"
                + " AND (cardinality(?::text[]) = 0 OR usage_point = ANY (?))"
                + " ORDER BY usage_point, channel, start");
    statement.setFetchSize(FETCH);
    Timestamp first = from == null ? null : Timestamp.from(from);
    Timestamp end = to == null ? null : Timestamp.from(to);
    statement.setTimestamp(1, first);
    statement.setTimestamp(2, first);
    statement.setTimestamp(3, end);
    statement.setTimestamp(4, end);
    statement.setArray(5, connection.createArrayOf("text", usagePoints.toArray()));
    statement.setArray(6, connection.createArrayOf("text", usagePoints.toArray()));
    return new ValidatedRows(statement);
  }

  /** Values handed out. */
  public long count() {
    return count;
  }

  /** Their energy, Wh. */
  public long totalWh() {
    return totalWh;
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public ValidatedValue next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    try {
      ValidatedValue value =
          new ValidatedValue(
              rows.getString(1),
              rows.getString(2),
              Channel.parse(rows.getString(3)),
              rows.getTimestamp(4).toInstant(),
              rows.getInt(5),
              rows.getLong(6),
              Quality.valueOf(rows.getString(7)),
              rows.getString(8));
      more = rows.next();
      count++;
      totalWh += value.energyWh();
      return value;
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read validated readings", e);
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
