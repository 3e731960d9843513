package io.commonwatt.wire.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressRowsTest {

  private static final Instant T0 = Instant.parse("2025-05-01T00:00:00Z");

  /** The tables of storage's migration. */
  public static final String[] SCHEMA = {
    "CREATE TABLE run_progress (topic text, partition integer, through timestamptz NOT NULL,"
        + " ended boolean NOT NULL, PRIMARY KEY (topic, partition))",
    "CREATE TABLE run_progress_writer (topic text, partition integer, writer text,"
        + " writers integer NOT NULL, through timestamptz NOT NULL, ended boolean NOT NULL,"
        + " PRIMARY KEY (topic, partition, writer))"
  };

  @BeforeEach
  void createTables() throws SQLException {
    TestPostgres.reset(SCHEMA);
  }

  @Test
  void shouldStoreTheMinimumOverTheWriters() throws SQLException {
    ProgressRows rows = open();
    rows.accept(Topics.FORECAST, 3, progress("forecasting/0", 2, 5, false));
    write(rows);
    assertThat(stored()).isEmpty();

    rows.accept(Topics.FORECAST, 3, progress("forecasting/1", 2, 4, true));
    rows.accept(Topics.FORECAST, 0, progress("forecasting/0", 1, 9, true));
    write(rows);
    assertThat(stored())
        .containsExactly(
            "forecast.v1|0|2025-05-01 09:00:00+00|t", "forecast.v1|3|2025-05-01 04:00:00+00|f");
  }

  @Test
  void shouldWaitForEveryStageOfATopic() throws SQLException {
    ProgressRows rows = open();
    rows.accept(Topics.REJECTED, 0, progress("ingestion/0", 1, 5, true));
    write(rows);
    assertThat(stored()).isEmpty();

    rows.accept(Topics.REJECTED, 0, progress("validation/0", 1, 7, true));
    write(rows);
    assertThat(stored()).containsExactly("platform.rejected.v1|0|2025-05-01 05:00:00+00|t");
  }

  @Test
  void shouldKnowAfterARestartWhatWritersSaidBefore() throws SQLException {
    ProgressRows before = open();
    before.accept(Topics.FORECAST, 1, progress("forecasting/0", 2, 8, true));
    write(before);

    ProgressRows after = open();
    after.accept(Topics.FORECAST, 1, progress("forecasting/1", 2, 9, true));
    write(after);
    assertThat(stored()).containsExactly("forecast.v1|1|2025-05-01 08:00:00+00|t");
  }

  @Test
  void shouldNotGoBackWhenTheLogIsReadAgain() throws SQLException {
    ProgressRows rows = open();
    rows.accept(Topics.FORECAST, 1, progress("forecasting/0", 1, 8, true));
    write(rows);

    ProgressRows again = open();
    again.accept(Topics.FORECAST, 1, progress("forecasting/0", 1, 2, false));
    write(again);
    assertThat(stored()).containsExactly("forecast.v1|1|2025-05-01 08:00:00+00|t");
    assertThat(again.isWaiting()).isFalse();
  }

  @Test
  void shouldForgetWritersOfAnotherParallelism() throws SQLException {
    ProgressRows rows = open();
    for (int writer = 0; writer < 4; writer++) {
      rows.accept(Topics.FORECAST, 1, progress("forecasting/" + writer, 4, 2, false));
    }
    write(rows);
    rows.accept(Topics.FORECAST, 1, progress("forecasting/0", 1, 5, true));
    write(rows);

    assertThat(TestPostgres.query("SELECT writer, writers FROM run_progress_writer"))
        .containsExactly("forecasting/0|1");
    assertThat(stored()).containsExactly("forecast.v1|1|2025-05-01 05:00:00+00|t");
  }

  private static Progress progress(String writer, int writers, int hour, boolean end) {
    return new Progress(writer, writers, T0.plus(Duration.ofHours(hour)), end);
  }

  private static ProgressRows open() {
    ProgressRows rows = new ProgressRows();
    try (VersionedCopy copy = new VersionedCopy(TestPostgres.database())) {
      copy.inTransaction(rows::load);
    }
    return rows;
  }

  private static void write(ProgressRows rows) {
    try (VersionedCopy copy = new VersionedCopy(TestPostgres.database())) {
      copy.inTransaction(rows::write);
      rows.written();
    }
  }

  private static List<String> stored() throws SQLException {
    return TestPostgres.query("SELECT * FROM run_progress ORDER BY topic, partition");
  }
}
