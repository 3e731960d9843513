package io.commonwatt.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.runtime.EmbeddedPlatform;
import io.commonwatt.storage.TestStorage;
import io.commonwatt.storage.jdbc.SchemaMigrator.Edition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaMigratorTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/schema.txt");

  @BeforeEach
  void empty() throws SQLException {
    assumeTrue(
        TestStorage.isEmbedded() && !TestStorage.hasTimescale(),
        "skipped: this server is not plain");
    TestStorage.empty();
  }

  @Test
  void shouldChangeNothingWhenRunAgain() {
    assertThat(SchemaMigrator.migrate(TestStorage.dataSource()))
        .isEqualTo(new SchemaMigrator.Outcome(Edition.PLAIN, 10));
    assertThat(SchemaMigrator.migrate(TestStorage.dataSource(), true).applied()).isZero();
  }

  @Test
  void shouldKeepTheNearestQuantilesOfAFormerRelease() throws SQLException {
    Flyway.configure(SchemaMigrator.class.getClassLoader())
        .dataSource(TestStorage.dataSource())
        .locations("classpath:db/migration/core")
        .table("flyway_history_core")
        .target("12")
        .load()
        .migrate();
    TestStorage.execute(
        "INSERT INTO forecast SELECT 'FEEDER', 'f', 'consumption', model, now(), model, '', now(),"
            + " now(), 900, '{0.05,0.5,0.95}', wh, now(), 'c', 1 FROM (VALUES"
            + " ('m', '{1e-60,0.1,123456.789,0,NaN,1e30}'::double precision[]), ('none', '{}'))"
            + " f (model, wh)");

    assertThat(SchemaMigrator.migrate(TestStorage.dataSource()).applied()).isEqualTo(1);

    assertThat(TestStorage.query("SELECT model, quantiles_wh FROM forecast ORDER BY model"))
        .containsExactly("m|{0,0.1,123456.79,0,NaN,1e+30}", "none|{}");
    assertThat(
            TestStorage.query(
                "SELECT pg_typeof(q50), round(q50::numeric, 6), round(q95::numeric, 3)"
                    + " FROM forecast_quantile ORDER BY start LIMIT 1"))
        .containsExactly("double precision|0.100000|123456.789");
  }

  /** Run with {@code -Dcommonwatt.write=true} after a new migration, and read the difference. */
  @Test
  void shouldMakeTheGoldenSchema() throws SQLException, IOException {
    TestStorage.reset();
    String schema =
        String.join(
                "\n",
                TestStorage.query(
                    "SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid,"
                        + " a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END ||"
                        + " CASE WHEN c.relkind = 'v' THEN ' view' ELSE '' END || coalesce(' key '"
                        + " || k.place, '') FROM pg_class c JOIN pg_attribute a ON a.attrelid ="
                        + " c.oid LEFT JOIN LATERAL (SELECT k.place FROM pg_index i, unnest(i.indkey)"
                        + " WITH ORDINALITY k (n, place) WHERE i.indrelid = c.oid AND"
                        + " i.indisprimary AND k.n = a.attnum) k ON true WHERE c.relnamespace ="
                        + " 'public'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND"
                        + " c.relname NOT LIKE 'flyway%' ORDER BY c.relname COLLATE \"C\","
                        + " a.attnum"))
            + "\n"
            + String.join(
                "\n",
                TestStorage.query(
                    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef NOT"
                        + " LIKE '%UNIQUE%' AND tablename NOT LIKE 'flyway%' ORDER BY indexname"
                        + " COLLATE \"C\""))
            + "\n";
    if (Boolean.getBoolean("commonwatt.write")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, schema);
    }
    assertThat(schema).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void shouldLetTheReadingRoleReadAndNotWrite() throws SQLException {
    TestStorage.reset();
    try (Connection connection =
            DriverManager.getConnection(EmbeddedPlatform.shared().postgres().readOnlyJdbcUrl());
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM v_cost_cumulative")) {
        assertThat(rows.next()).isTrue();
      }
      assertThatThrownBy(() -> statement.execute("DELETE FROM price"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(
            TestStorage.query(
                "SELECT has_table_privilege('commonwatt_read', 'forecast_quantile', 'SELECT')"))
        .containsExactly("t");
  }

  @Test
  void shouldSayWhichSetFailedAndWhatToDo() throws SQLException {
    TestStorage.execute("CREATE TABLE price (other bigint)");
    assertThatThrownBy(() -> SchemaMigrator.migrate(TestStorage.dataSource()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Schema migration 'core' failed: ")
        .hasMessageContaining("V1__tables.sql")
        .hasMessageContaining("relation \"price\" already exists")
        .hasMessageContaining("see the PostgreSQL log");
  }
}
