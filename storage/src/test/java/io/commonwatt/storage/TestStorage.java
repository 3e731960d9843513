package io.commonwatt.storage;

import io.commonwatt.runtime.EmbeddedPlatform;
import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.storage.jdbc.SchemaMigrator;
import io.commonwatt.wire.jdbc.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database all tests of this JVM share; each test begins with {@link #reset}. It is embedded,
 * unless {@code -Dcommonwatt.test.jdbcUrl=jdbc:postgresql://host:port/database?user=superuser} or
 * {@code COMMONWATT_TEST_JDBC_URL} names one that may be emptied, for example one with TimescaleDB.
 */
public final class TestStorage {

  private static final String EXTERNAL =
      System.getProperty("commonwatt.test.jdbcUrl", System.getenv("COMMONWATT_TEST_JDBC_URL"));

  private TestStorage() {}

  public static String jdbcUrl() {
    return EXTERNAL != null ? EXTERNAL : EmbeddedPlatform.shared().postgres().jdbcUrl();
  }

  public static boolean isEmbedded() {
    return EXTERNAL == null;
  }

  /** Whether TimescaleDB is there and preloaded. */
  public static boolean hasTimescale() throws SQLException {
    return query(
            "SELECT count(*) FROM pg_available_extensions WHERE name = 'timescaledb' AND"
                + " current_setting('timescaledb.disable_load', true) IS NOT NULL")
        .get(0)
        .equals("1");
  }

  public static Database database() {
    return Database.of(jdbcUrl(), EmbeddedPostgres.DATABASE, "");
  }

  public static DataSource dataSource() {
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(jdbcUrl());
    return dataSource;
  }

  /** An empty schema, not migrated. */
  public static void empty() throws SQLException {
    execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
  }

  /** The schema of this release, without rows. */
  public static void reset() throws SQLException {
    empty();
    SchemaMigrator.migrate(dataSource());
  }

  public static void execute(String... statements) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Rows as text, columns joined by a bar, times in UTC. */
  public static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = dataSource().getConnection();
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
