package io.commonwatt.wire.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects records as encoded rows and writes them in one transaction over all tables: sorted by
 * key, of each key only the greatest version, and in the table only where that is greater than the
 * version stored. Writing the same records again, in any order or batching, leaves the same tables.
 * A transaction that fails for a passing reason is tried again on a fresh connection if need be.
 *
 * <p>Not thread-safe; several may write to one database.
 */
public final class VersionedCopy implements AutoCloseable {

  /** A part of a transaction. Runs again when the transaction is tried again. */
  @FunctionalInterface
  public interface Work<R> {
    R run(Connection connection) throws SQLException;
  }

  private final Database database;
  private final Map<TableMapping<?>, TableBatch<?>> batches = new IdentityHashMap<>();
  private final List<TableBatch<?>> sorted = new ArrayList<>();
  private final Map<TableMapping<?>, TableSql> statements = new IdentityHashMap<>();
  private Connection connection;
  private StagedMerge merge;
  private int rows;

  public VersionedCopy(Database database) {
    this.database = database;
  }

  /** Adds a record to the batch of its table. */
  public <T> void add(TableMapping<T> table, T record) {
    batch(table).add(record);
    rows++;
  }

  /** Records that wait for the next flush. */
  public int rows() {
    return rows;
  }

  /** Size of what waits for the next flush, bytes. */
  public long bytes() {
    long sum = 0;
    for (TableBatch<?> batch : sorted) {
      sum += batch.bytes();
    }
    return sum;
  }

  /** Writes what waits. */
  public WriteCounts flush() {
    return flush(ignored -> null);
  }

  /**
   * Writes what waits, then {@code after} in the same transaction.
   *
   * @throws VersionConflictException when a key and version has two contents; nothing is written
   * @throws DatabaseException when the transaction failed for good; nothing is written, what waits
   *     is kept
   */
  public WriteCounts flush(Work<?> after) {
    WriteCounts counts =
        inTransaction(
            session -> {
              WriteCounts sum = WriteCounts.NONE;
              for (TableBatch<?> batch : sorted) {
                if (batch.count() > 0) {
                  sum = sum.plus(merge.merge(batch));
                }
              }
              after.run(session);
              return sum;
            });
    sorted.forEach(TableBatch::clear);
    rows = 0;
    return counts;
  }

  /** Runs work in a transaction of its own, with the same attempts as a flush. */
  public <R> R inTransaction(Work<R> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        connect();
        R result = work.run(connection);
        connection.commit();
        merge.committed();
        return result;
      } catch (SQLException e) {
        undo(Database.isDisconnect(e));
        if (attempt >= database.attempts() || !Database.isTransient(e)) {
          throw database.failure(attempt, e);
        }
        Database.pause(attempt);
      } catch (RuntimeException e) {
        undo(false);
        throw e;
      }
    }
  }

  /** Closes the connection; what waits is forgotten. */
  @Override
  public void close() {
    undo(true);
  }

  private void connect() throws SQLException {
    if (connection == null) {
      Connection opened = database.open();
      try {
        StagedMerge.configure(opened);
      } catch (SQLException e) {
        opened.close();
        throw e;
      }
      connection = opened;
      merge = new StagedMerge(opened, statements);
    }
  }

  private void undo(boolean close) {
    if (connection == null) {
      return;
    }
    Connection session = connection;
    try {
      if (!close) {
        session.rollback();
        merge.rolledBack();
        return;
      }
    } catch (SQLException e) {
      // The session is gone; the next attempt opens another.
    }
    connection = null;
    try {
      session.close();
    } catch (SQLException e) {
      // It was closed by the other side.
    }
  }

  @SuppressWarnings("unchecked") // A mapping leads to a batch of its own type.
  private <T> TableBatch<T> batch(TableMapping<T> table) {
    TableBatch<?> batch = batches.get(table);
    if (batch == null) {
      batch = new TableBatch<>(table);
      batches.put(table, batch);
      sorted.add(batch);
      sorted.sort(Comparator.comparing(other -> other.mapping().table()));
    }
    return (TableBatch<T>) batch;
  }
}
