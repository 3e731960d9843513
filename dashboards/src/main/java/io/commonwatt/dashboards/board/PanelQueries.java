package io.commonwatt.dashboards.board;

import io.commonwatt.dashboards.dashboard.Dashboard;
import io.commonwatt.dashboards.dashboard.Macros;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the SQL of dashboards read-only with a time limit, over a few kept connections. Thread-safe.
 */
final class PanelQueries implements AutoCloseable {

  private static final int LIMIT_SECONDS = 30;
  private static final int MAX_ROWS = 50_000;
  private static final int KEPT = 4;

  private final String jdbcUrl;
  private final Deque<Connection> idle = new ArrayDeque<>();

  PanelQueries(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl;
  }

  /** Columns, types and rows of a query; times are milliseconds since the epoch. */
  Map<String, Object> run(String sql) throws SQLException {
    Connection connection = take();
    boolean good = false;
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(LIMIT_SECONDS);
      statement.setMaxRows(MAX_ROWS);
      try (ResultSet rows = statement.executeQuery(sql)) {
        Map<String, Object> result = read(rows);
        good = true;
        return result;
      }
    } finally {
      give(connection, good);
    }
  }

  private static Map<String, Object> read(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<String> columns = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i));
      types.add(type(meta.getColumnType(i)));
    }
    List<List<Object>> values = new ArrayList<>();
    while (rows.next()) {
      List<Object> row = new ArrayList<>(columns.size());
      for (int i = 1; i <= columns.size(); i++) {
        row.add(value(rows, i, types.get(i - 1)));
      }
      values.add(row);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("columns", columns);
    result.put("types", types);
    result.put("rows", values);
    return result;
  }

  private static String type(int sqlType) {
    return switch (sqlType) {
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "time";
      case Types.INTEGER, Types.BIGINT, Types.SMALLINT, Types.DOUBLE, Types.REAL, Types.NUMERIC ->
          "number";
      case Types.BOOLEAN, Types.BIT -> "boolean";
      default -> "string";
    };
  }

  private static Object value(ResultSet rows, int column, String type) throws SQLException {
    switch (type) {
      case "time" -> {
        Timestamp time = rows.getTimestamp(column);
        return time == null ? null : time.getTime();
      }
      case "number" -> {
        double number = rows.getDouble(column);
        return rows.wasNull() || !Double.isFinite(number) ? null : number;
      }
      default -> {
        return rows.getString(column);
      }
    }
  }

  /** Values a variable can take, from the query of it: the first column. */
  List<String> values(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    for (Object row : (List<?>) run(sql).get("rows")) {
      found.add(String.valueOf(((List<?>) row).get(0)));
    }
    return found;
  }

  /** The now-line: time and text. */
  Map<String, Object> annotation(Dashboard dashboard, Macros macros) throws SQLException {
    return run(macros.expand(dashboard.annotation()));
  }

  /** Start and end of what is stored; null before anything is. */
  Instant[] storedRange() throws SQLException {
    List<?> rows =
        (List<?>) run("SELECT min(start), max(start) FROM meter_reading_validated").get("rows");
    List<?> row = (List<?>) rows.get(0);
    return row.get(0) == null
        ? null
        : new Instant[] {
          Instant.ofEpochMilli((Long) row.get(0)), Instant.ofEpochMilli((Long) row.get(1))
        };
  }

  private Connection take() throws SQLException {
    synchronized (idle) {
      Connection kept = idle.poll();
      if (kept != null) {
        return kept;
      }
    }
    Connection connection = DriverManager.getConnection(jdbcUrl);
    connection.setReadOnly(true);
    return connection;
  }

  private void give(Connection connection, boolean good) throws SQLException {
    synchronized (idle) {
      if (good && idle.size() < KEPT) {
        idle.push(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public void close() throws SQLException {
    synchronized (idle) {
      for (Connection connection : idle) {
        connection.close();
      }
      idle.clear();
    }
  }
}
