package io.commonwatt.ingestion.jdbc;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.ingestion.door.DoorException;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.intake.MergedByKnownAt;
import io.commonwatt.ingestion.door.intake.OrderedRecords;
import io.commonwatt.ingestion.replay.ReplaySelection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a platform received, read back from its database: registry, readings, registers, events,
 * edits, and what its doors rejected, each with the {@code knownAt} it had. What validation and the
 * stages after it made is left to those stages to make again. Weather and prices are not part of
 * it: of a corrected price only the last version is stored.
 *
 * <p>Reads with cursors in one transaction of the connection given, which must be used for nothing
 * else meanwhile; the caller closes it. Not thread-safe.
 */
public final class StoredSource implements DoorSource {

  private final Connection connection;
  private final CommunityFile communityFile;
  private final ReplaySelection selection;
  private final Instant from;
  private final Instant to;
  private List<Travelling> edits = List.of();

  /**
   * A source of a database.
   *
   * @throws DoorException when the selection holds nothing
   */
  public StoredSource(Connection connection, CommunityFile communityFile, ReplaySelection selection)
      throws SQLException {
    this.connection = connection;
    this.communityFile = communityFile;
    this.selection = selection;
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    from =
        ask(
            "SELECT min(known_at) FROM "
                + Topics.USAGE_POINT.table()
                + StoredTable.USAGE_POINT.where(selection));
    to = ask("SELECT max(known_at) FROM meter_reading_raw" + StoredTable.RAW.where(selection));
    if (from == null || to == null) {
      throw new DoorException(
          "replay-empty",
          "The database holds no reading that was asked for",
          "widen --from, --to, --meters or --as-of");
    }
  }

  private Instant ask(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getTimestamp(1) == null ? null : row.getTimestamp(1).toInstant();
    }
  }

  /**
   * Adds edits that were not part of the history.
   *
   * @param more known at {@link #to()}, as if they had come with the last reading
   */
  public void addEdits(List<Travelling> more) {
    edits = List.copyOf(more);
  }

  /** How many readings the selection holds. */
  public long countReadings() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM meter_reading_raw" + StoredTable.RAW.where(selection))) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public CommunityFile communityFile() {
    return communityFile;
  }

  @Override
  public Instant from() {
    return from;
  }

  @Override
  public Instant to() {
    return to;
  }

  @Override
  public Iterator<Travelling> records() {
    List<Iterator<Travelling>> cursors = new ArrayList<>();
    for (Topic<?> topic :
        List.of(
            Topics.USAGE_POINT,
            Topics.METER_INSTALLATION,
            Topics.MEMBER,
            Topics.RESOURCE,
            Topics.TARIFF)) {
      cursors.add(new StoredRows(connection, StoredTable.registry(topic), selection));
    }
    cursors.add(new StoredRows(connection, StoredTable.RAW, selection));
    cursors.add(new StoredRows(connection, StoredTable.REGISTER, selection));
    cursors.add(new StoredRows(connection, StoredTable.EVENT, selection));
    cursors.add(new StoredRows(connection, StoredTable.EDIT, selection));
    if (!selection.isPartial()) {
      cursors.add(new StoredRows(connection, StoredTable.REJECTED, selection));
    }
    cursors.add(edits.iterator());
    return new OrderedRecords(new MergedByKnownAt(cursors));
  }

  @Override
  public String stepText() {
    return "readings as they were received";
  }

  @Override
  public List<String> notes() {
    return List.of("Replayed from a database; weather, prices and telemetry are left out.");
  }
}
