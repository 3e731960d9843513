package io.commonwatt.wire.jdbc;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Merges batches over one connection: COPY into a temporary table of the session, then insert or
 * update where the version is greater. Rows whose keys are likely new go by COPY into the table
 * itself, at about half the cost; when a key is there after all, that is undone and all are merged.
 * Must be used inside a transaction. Not thread-safe.
 */
final class StagedMerge {

  private static final int COPY_BUFFER_BYTES = 1 << 16;
  private static final String UNIQUE_VIOLATION = "23505";

  /** Signature, flags and length of the header extension. */
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};

  private final Connection connection;
  private final Map<TableMapping<?>, TableSql> statements;
  private final Set<String> stages = new HashSet<>();
  private final Set<String> newStages = new HashSet<>();

  StagedMerge(Connection connection, Map<TableMapping<?>, TableSql> statements) {
    this.connection = connection;
    this.statements = statements;
  }

  /** Session settings; keys of a batch are looked up in the index, one by one. */
  static void configure(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      statement.execute("SET temp_buffers = '32MB'");
      // Statements are planned once a session, some while their table is still empty.
      statement.execute("SET enable_seqscan = off");
      statement.execute("SET enable_hashjoin = off");
      statement.execute("SET enable_mergejoin = off");
      statement.execute("SET jit = off");
    }
    connection.commit();
  }

  WriteCounts merge(TableBatch<?> batch) throws SQLException {
    TableSql sql = statements.computeIfAbsent(batch.mapping(), TableSql::new);
    int kept = batch.prepare();
    long duplicates = (long) batch.count() - kept;
    int copied = sql.children().isEmpty() ? copyNew(sql.own(), batch, kept) : 0;
    if (copied == kept) {
      return new WriteCounts(kept, 0, 0, duplicates);
    }
    int merged = kept - copied;
    stage(sql.own(), copied == 0 ? batch::writeRows : out -> batch.writeRows(false, out));
    for (int k = 0; k < sql.children().size(); k++) {
      int child = k;
      stage(sql.children().get(k), out -> batch.writeChildRows(child, out));
    }
    boolean isParent = !sql.children().isEmpty();
    if (isParent) {
      findConflict(batch, sql); // Before the merge: afterwards every parent has its version.
    }
    long[] counts = execute(sql.own());
    if (!isParent && counts[1] < merged) {
      findConflict(batch, sql);
    }
    for (int k = 0; k < sql.children().size(); k++) {
      execute(sql.children().get(k));
      try (PreparedStatement statement = prepare(sql.deletesOfOlderChildren().get(k))) {
        statement.executeUpdate();
      }
    }
    return new WriteCounts(
        copied + counts[0], counts[1] - counts[0], merged - counts[1], duplicates);
  }

  /**
   * Copies the rows that are likely new, all where few are: a history that comes late is new too.
   *
   * @return how many; none when a key was in the table already
   */
  private int copyNew(TableSql.Part part, TableBatch<?> batch, int kept) throws SQLException {
    if (!batch.fresh().isLikely()) {
      return 0;
    }
    int likely = batch.likelyNewCount();
    boolean all = 2 * likely <= kept;
    if (!insertedAll(part, all ? batch::writeRows : out -> batch.writeRows(true, out))) {
      batch.fresh().refuted();
      return 0;
    }
    batch.fresh().confirmed();
    return all ? kept : likely;
  }

  private interface Rows {
    void writeTo(OutputStream out) throws IOException;
  }

  private void stage(TableSql.Part part, Rows rows) throws SQLException {
    if (!stages.contains(part.createStage()) && newStages.add(part.createStage())) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(part.createStage());
      }
    }
    copy(part.copy(), rows);
  }

  /** Writes past the stage; false, and nothing written, when a key is in the table already. */
  private boolean insertedAll(TableSql.Part part, Rows rows) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      copy(part.directCopy(), rows);
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
  }

  private void copy(String statement, Rows rows) throws SQLException {
    try (OutputStream out =
        new PGCopyOutputStream(
            connection.unwrap(PGConnection.class), statement, COPY_BUFFER_BYTES)) {
      out.write(HEADER);
      rows.writeTo(out);
      out.write(TRAILER);
    } catch (IOException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new SQLException("COPY was cut: " + e.getMessage(), "08006", e);
    }
  }

  /** Stages made in this transaction last as long as the session. */
  void committed() {
    stages.addAll(newStages);
    newStages.clear();
  }

  /** Stages made in this transaction are gone. */
  void rolledBack() {
    newStages.clear();
  }

  private long[] execute(TableSql.Part part) throws SQLException {
    try (PreparedStatement statement = prepare(part.merge());
        ResultSet result = statement.executeQuery()) {
      result.next();
      return new long[] {result.getLong(1), result.getLong(2)};
    }
  }

  /** Planned at its second use in a session and kept by the driver: batches are small and many. */
  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.unwrap(PGStatement.class).setPrepareThreshold(2);
    return statement;
  }

  private void findConflict(TableBatch<?> batch, TableSql sql) throws SQLException {
    for (String conflict : sql.conflicts()) {
      try (PreparedStatement statement = prepare(conflict);
          ResultSet result = statement.executeQuery()) {
        if (result.next()) {
          throw new VersionConflictException(
              batch.mapping().table(), result.getString(1), result.getLong(2), result.getString(3));
        }
      }
    }
  }
}
