package io.commonwatt.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.commonwatt.storage.TestStorage;
import io.commonwatt.storage.jdbc.SchemaMigrator.Edition;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs on a server with TimescaleDB, see {@link TestStorage}. */
class TimescaleTest {

  @BeforeEach
  void empty() throws SQLException {
    assumeFalse(
        TestStorage.isEmbedded(), "skipped: -Dcommonwatt.test.jdbcUrl names no TimescaleDB server");
    TestStorage.empty();
  }

  @Test
  void shouldMakeHypertablesOnce() throws SQLException {
    SchemaMigrator.Outcome outcome = SchemaMigrator.migrate(TestStorage.dataSource());

    assertThat(outcome.edition()).isNotEqualTo(Edition.PLAIN);
    assertThat(
            TestStorage.query(
                "SELECT hypertable_name FROM timescaledb_information.hypertables WHERE"
                    + " hypertable_schema = 'public' ORDER BY 1"))
        .hasSize(11)
        .contains("meter_reading_raw", "meter_reading_validated", "market_settlement_member");
    assertThat(SchemaMigrator.migrate(TestStorage.dataSource()).applied()).isZero();
  }

  @Test
  void shouldRunNoPolicyUnlessLive() throws SQLException {
    SchemaMigrator.Outcome outcome = SchemaMigrator.migrate(TestStorage.dataSource());
    assertThat(policies()).isEqualTo("0");
    SchemaMigrator.migrate(TestStorage.dataSource(), true);
    assertThat(policies()).isEqualTo(outcome.edition() == Edition.TIMESCALE_COMMUNITY ? "3" : "0");
    SchemaMigrator.migrate(TestStorage.dataSource());
    assertThat(policies()).isEqualTo("0");
  }

  private static String policies() throws SQLException {
    return TestStorage.query(
            "SELECT count(*) FROM timescaledb_information.jobs WHERE hypertable_name IS NOT NULL")
        .get(0);
  }
}
