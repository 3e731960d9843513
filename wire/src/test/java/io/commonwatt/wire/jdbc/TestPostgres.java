package io.commonwatt.wire.jdbc;

import io.commonwatt.runtime.EmbeddedPlatform;
import io.commonwatt.runtime.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One PostgreSQL for all tests of this JVM; {@link #reset} empties it. */
public final class TestPostgres {

  private TestPostgres() {}

  public static Database database() {
    return Database.of(
        EmbeddedPlatform.shared().postgres().jdbcUrl(), EmbeddedPostgres.DATABASE, "");
  }

  /** Empties the schema and runs statements. */
  public static void reset(String... statements) throws SQLException {
    execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    execute(statements);
  }

  public static void execute(String... statements) throws SQLException {
    try (Connection connection = database().open();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Rows as text, columns joined by a bar. */
  public static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database().open();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          StringBuilder row = new StringBuilder();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.append(i == 1 ? "" : "|").append(result.getString(i));
          }
          rows.add(row.toString());
        }
      }
    }
    return rows;
  }
}
