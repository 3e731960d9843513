package io.commonwatt.app.vee;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a query as maps, in the order and under the names of its columns. */
final class Query {

  private Query() {}

  static List<Map<String, Object>> rows(Connection connection, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        bind(statement, i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        ResultSetMetaData columns = rows.getMetaData();
        List<Map<String, Object>> found = new ArrayList<>();
        while (rows.next()) {
          Map<String, Object> row = new LinkedHashMap<>();
          for (int column = 1; column <= columns.getColumnCount(); column++) {
            row.put(columns.getColumnLabel(column), value(rows.getObject(column)));
          }
          found.add(row);
        }
        return found;
      }
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setTimestamp(index, Timestamp.from(instant));
    } else if (value == null) {
      statement.setNull(index, Types.VARCHAR);
    } else {
      statement.setObject(index, value);
    }
  }

  private static Object value(Object read) throws SQLException {
    if (read instanceof Timestamp timestamp) {
      return timestamp.toInstant().toString();
    } else if (read instanceof Array array) {
      return Arrays.asList((Object[]) array.getArray());
    }
    return read;
  }
}
