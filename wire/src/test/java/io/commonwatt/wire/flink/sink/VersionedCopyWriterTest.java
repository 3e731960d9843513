package io.commonwatt.wire.flink.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topics;
import io.commonwatt.wire.jdbc.Column;
import io.commonwatt.wire.jdbc.DatabaseException;
import io.commonwatt.wire.jdbc.TableMapping;
import io.commonwatt.wire.jdbc.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionedCopyWriterTest {

  private static final Instant T0 = Instant.parse("2025-05-01T00:00:00Z");
  private static final TableMapping<Integer> TABLE =
      TableMapping.of(
          "number", List.of(Column.int8("id", Integer::longValue)), List.of(), number -> 1);

  private VersionedCopyWriter<Object> writer;
  private long millis = 1_000;
  private long tickMillis;

  @BeforeEach
  void open() throws SQLException {
    TestPostgres.reset(
        "CREATE TABLE number (id bigint PRIMARY KEY, version bigint NOT NULL)",
        "CREATE TABLE run_progress (topic text, partition integer, through timestamptz NOT NULL,"
            + " ended boolean NOT NULL, PRIMARY KEY (topic, partition))",
        "CREATE TABLE run_progress_writer (topic text, partition integer, writer text,"
            + " writers integer NOT NULL, through timestamptz NOT NULL, ended boolean NOT NULL,"
            + " PRIMARY KEY (topic, partition, writer))");
    writer = newWriter();
  }

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void shouldWriteWhenTheBatchIsFull() throws SQLException {
    writer.write(1, null);
    writer.write(2, null);
    assertThat(stored()).isZero();
    writer.write(3, null);
    assertThat(stored()).isEqualTo(3);
  }

  @Test
  void shouldWriteAtACheckpointAndAtTheEnd() throws SQLException {
    writer.write(1, null);
    writer.flush(false);
    assertThat(stored()).isEqualTo(1);
    writer.flush(true);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void shouldWriteWhenDataTimeMovedOn() throws SQLException {
    writer.write(progress(0, false), null);
    writer.write(1, null);
    writer.write(progress(1, false), null);
    assertThat(stored()).isZero();
    writer.write(progress(2, false), null);
    assertThat(stored()).isEqualTo(1);
    assertThat(TestPostgres.query("SELECT through FROM run_progress"))
        .containsExactly("2025-05-01 02:00:00+00");
  }

  @Test
  void shouldFillItsBatchesWhileDataTimeRaces() throws SQLException {
    writer.write(progress(0, false), null);
    tickMillis = 50; // what a write takes
    writer.write(progress(2, false), null);
    tickMillis = 0;
    writer.write(1, null);
    millis += 99;
    writer.write(progress(4, false), null);
    assertThat(stored()).isZero();
    millis += 1;
    tickMillis = 1_000;
    writer.write(progress(4, false), null);
    tickMillis = 0;
    assertThat(stored()).isEqualTo(1);
    writer.write(2, null);
    millis += 249;
    writer.write(progress(6, false), null);
    assertThat(stored()).isEqualTo(1);
    millis += 1;
    writer.write(progress(6, false), null);
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void shouldWriteAtOnceWhenAPartitionHasEnded() throws SQLException {
    writer.write(1, null);
    writer.write(progress(0, true), null);
    assertThat(stored()).isEqualTo(1);
    assertThat(TestPostgres.query("SELECT ended FROM run_progress")).containsExactly("t");

    writer.write(2, null);
    writer.write(progress(0, true), null);
    assertThat(stored()).isEqualTo(1); // the end is not news any more
  }

  @Test
  void shouldFailWithARemedyWhenTheSchemaIsMissing() throws SQLException {
    TestPostgres.reset();
    assertThatThrownBy(this::newWriter)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("run the migrations");
  }

  private VersionedCopyWriter<Object> newWriter() {
    return new VersionedCopyWriter<>(
        TestPostgres.database(),
        FlushSettings.of(Duration.ofHours(2), 3),
        (element, rows) -> {
          if (element instanceof Progress progress) {
            rows.progress(Topics.PRICE, 0, progress);
          } else {
            rows.row(TABLE, (Integer) element);
          }
        },
        new UnregisteredMetricsGroup(),
        () -> millis += tickMillis);
  }

  private static Progress progress(int hour, boolean end) {
    return new Progress("ingestion/0", 1, T0.plus(Duration.ofHours(hour)), end);
  }

  private static long stored() throws SQLException {
    return Long.parseLong(TestPostgres.query("SELECT count(*) FROM number").get(0));
  }
}
