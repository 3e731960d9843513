package io.commonwatt.app.demo;

import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import io.commonwatt.ledger.LedgerExport;
import io.commonwatt.ledger.LedgerVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Ledger entries as the database has them, book by book in sequence. */
public final class LedgerRows {

  private static final int FETCH = 2000;

  private LedgerRows() {}

  /** What is done with the entries. */
  private interface Work<R> {
    R with(Iterator<LedgerEntry> entries) throws IOException;
  }

  /** Recomputes every hash, balance and sequence of the stored ledger. */
  public static LedgerVerifier.Verification verify(Connection connection) throws SQLException {
    try {
      return read(connection, LedgerVerifier::verify);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the stored ledger to a file that others can verify, replacing it.
   *
   * @return how many entries
   */
  public static long export(Connection connection, Path file) throws SQLException, IOException {
    return read(connection, entries -> LedgerExport.write(entries, file));
  }

  private static <R> R read(Connection connection, Work<R> work) throws SQLException, IOException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT e.book, e.live, e.sequence, e.settlement_id, e.settlement_version, e.start,"
                  + " e.previous_hash, e.hash, e.known_at, e.placement, p.account, p.amount_micro_cent"
                  + " FROM ledger_entry e LEFT JOIN ledger_posting p USING (book, sequence)"
                  + " ORDER BY e.book COLLATE \"C\", e.sequence, p.ordinal")) {
        return work.with(new Entries(rows));
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    }
  }

  private static final class Entries implements Iterator<LedgerEntry> {
    private final ResultSet rows;
    private boolean more;

    Entries(ResultSet rows) throws SQLException {
      this.rows = rows;
      this.more = rows.next();
    }

    @Override
    public boolean hasNext() {
      return more;
    }

    @Override
    public LedgerEntry next() {
      if (!more) {
        throw new NoSuchElementException();
      }
      try {
        return read();
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot read the stored ledger", e);
      }
    }

    private LedgerEntry read() throws SQLException {
      String book = rows.getString(1);
      boolean live = rows.getBoolean(2);
      long sequence = rows.getLong(3);
      String settlementId = rows.getString(4);
      long settlementVersion = rows.getLong(5);
      Instant start = rows.getTimestamp(6).toInstant();
      String previousHash = rows.getString(7);
      String hash = rows.getString(8);
      Instant knownAt = rows.getTimestamp(9).toInstant();
      String placement = rows.getString(10);
      List<Posting> postings = new ArrayList<>();
      do {
        if (rows.getString(11) != null) {
          postings.add(new Posting(rows.getString(11), rows.getLong(12)));
        }
        more = rows.next();
      } while (more && rows.getLong(3) == sequence && rows.getString(1).equals(book));
      return new LedgerEntry(
          book,
          live,
          sequence,
          settlementId,
          settlementVersion,
          start,
          postings,
          previousHash,
          hash,
          knownAt,
          placement);
    }
  }
}
