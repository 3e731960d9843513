package io.commonwatt.ingestion.jdbc;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.ingestion.replay.ReplaySelection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Rows of a table as records, by {@code known_at}, a few thousand at a time. Not thread-safe. */
final class StoredRows implements Iterator<Travelling> {

  private static final int FETCH = 5_000;

  private final Connection connection;
  private final StoredTable table;
  private final ReplaySelection selection;
  private Statement statement;
  private ResultSet rows;
  private Travelling next;

  StoredRows(Connection connection, StoredTable table, ReplaySelection selection) {
    this.connection = connection;
    this.table = table;
    this.selection = selection;
  }

  @Override
  public boolean hasNext() {
    if (rows == null) {
      open();
    }
    return next != null;
  }

  @Override
  public Travelling next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Travelling taken = next;
    advance();
    return taken;
  }

  private void open() {
    try {
      statement = connection.createStatement();
      statement.setFetchSize(FETCH);
      rows = statement.executeQuery(table.query(selection));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read table " + table.name(), e);
    }
    advance();
  }

  private void advance() {
    try {
      next = rows.next() ? table.read(rows, selection) : null;
      if (next == null) {
        statement.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read table " + table.name(), e);
    }
  }
}
