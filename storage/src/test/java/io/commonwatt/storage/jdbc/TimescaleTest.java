package io.commonwatt.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.storage.TestStorage;
import io.commonwatt.storage.jdbc.SchemaMigrator.Edition;
import io.commonwatt.wire.jdbc.VersionedCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs on a server with TimescaleDB, see {@link TestStorage}. */
class TimescaleTest {

  private static final Instant T0 = Instant.parse("2001-02-03T00:00:00Z");
  private static final String HOURLY =
      "SELECT hour, community, quality, readings, energy_wh FROM v_data_quality_hourly ORDER BY 1, 3";

  @BeforeEach
  void empty() throws SQLException {
    assumeTrue(
        TestStorage.hasTimescale(),
        "skipped: this server has no TimescaleDB; name one that has with"
            + " -Dcommonwatt.test.jdbcUrl=URL, or an installation with it by"
            + " -Dcommonwatt.postgres.binaries=DIR");
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

  /** Rows are the same in a table, in a hypertable and in a compressed one. */
  @Test
  void shouldCorrectCompressedReadings() throws SQLException {
    requireCommunityEdition();
    store(readings(0, 20, 1));
    String before = digest();
    String hourly = String.join("\n", TestStorage.query(HOURLY));
    assertThat(compress()).isGreaterThan(1);
    assertThat(digest()).isEqualTo(before);
    assertThat(String.join("\n", TestStorage.query(HOURLY))).isEqualTo(hourly);

    store(readings(0, 20, 1)); // the same again: nothing
    assertThat(digest()).isEqualTo(before);
    store(readings(5, 6, 2)); // a correction
    store(readings(20, 25, 1)); // new rows in compressed chunks and in new ones
    List<String> versions =
        TestStorage.query(
            "SELECT version, count(*), sum(energy_wh) FROM meter_reading_validated GROUP BY 1 ORDER"
                + " BY 1");
    assertThat(versions).containsExactly("1|1152|11520", "2|48|960");
    String corrected = digest();
    compress();
    assertThat(digest()).isEqualTo(corrected);
  }

  @Test
  void shouldRefreshWhatALateWriterTouched() throws SQLException {
    requireCommunityEdition();
    store(readings(0, 30, 1));
    List<String> plain = TestStorage.query(HOURLY);
    assertThat(plain).hasSize(720).contains("2001-02-03 00:00:00+00|c|VALID|2|20");
    assertThat(refresh(0, 30)).containsExactly("v_data_quality_hourly");
    assertThat(TestStorage.query(HOURLY)).isEqualTo(plain);
    assertThat(
            TestStorage.query(
                "SELECT materialized_only FROM timescaledb_information.continuous_aggregates"))
        .containsExactly("f");

    store(readings(3, 4, 2)); // what is materialised does not know yet
    refresh(3, 4);
    List<String> after = TestStorage.query(HOURLY);
    assertThat(after)
        .hasSize(720)
        .contains("2001-02-06 00:00:00+00|c|VALID|2|40")
        .contains("2001-02-06 23:00:00+00|c|VALID|2|40")
        .contains("2001-02-07 00:00:00+00|c|VALID|2|20");
    TestStorage.execute("CALL refresh_continuous_aggregate('v_data_quality_hourly', NULL, NULL)");
    assertThat(TestStorage.query(HOURLY)).isEqualTo(after);
  }

  private static void requireCommunityEdition() {
    assumeTrue(
        SchemaMigrator.migrate(TestStorage.dataSource()).edition() == Edition.TIMESCALE_COMMUNITY,
        "skipped: timescaledb.license is 'apache'");
  }

  private static long compress() throws SQLException {
    return TestStorage.query(
            "SELECT compress_chunk(c, if_not_compressed => true) FROM"
                + " show_chunks('meter_reading_validated') c")
        .size();
  }

  private static List<String> refresh(int fromDay, int toDay) throws SQLException {
    try (Connection connection = TestStorage.dataSource().getConnection()) {
      return ContinuousAggregates.refresh(connection, day(fromDay), day(toDay));
    }
  }

  private static String digest() throws SQLException {
    try (Connection connection = TestStorage.dataSource().getConnection()) {
      return Digest.compute(connection).digest();
    }
  }

  private static void store(List<ValidatedReading> readings) {
    try (VersionedCopy copy = new VersionedCopy(TestStorage.database())) {
      readings.forEach(reading -> copy.add(Tables.of(Topics.VALIDATED_READING), reading));
      copy.flush();
    }
  }

  /** Half-hourly readings of days [from, to); of a later version with more energy. */
  private static List<ValidatedReading> readings(int from, int to, int version) {
    return IntStream.range(from * 48, to * 48)
        .mapToObj(
            slot ->
                new ValidatedReading(
                    "a",
                    "c",
                    "f",
                    Channel.CONSUMPTION,
                    T0.plus(Duration.ofMinutes(30L * slot)),
                    1800,
                    10L * version,
                    10L * version,
                    Origin.MEASURED,
                    Quality.VALID,
                    List.of(),
                    "",
                    "meter",
                    version,
                    T0.plus(Duration.ofMinutes(30L * slot + 30)),
                    "c"))
        .toList();
  }

  private static Instant day(int days) {
    return T0.plus(Duration.ofDays(days));
  }

  private static String policies() throws SQLException {
    return TestStorage.query(
            "SELECT count(*) FROM timescaledb_information.jobs WHERE hypertable_name IS NOT NULL")
        .get(0);
  }
}
