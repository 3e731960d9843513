package io.commonwatt.wire.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyBufferTest {

  private record Cell(CopyWriter writer) {}

  private interface CopyWriter {
    void write(CopyBuffer buffer);
  }

  @Test
  void shouldWriteEveryTypeAsPostgresReadsIt() throws SQLException {
    assertStored(ColumnType.INT8, "-9223372036854775808", b -> b.writeInt8(Long.MIN_VALUE));
    assertStored(ColumnType.INT4, "-7", b -> b.writeInt4(-7));
    assertStored(ColumnType.FLOAT8, "NaN", b -> b.writeFloat8(Double.NaN));
    assertStored(ColumnType.FLOAT8, "-0", b -> b.writeFloat8(-0.0));
    assertStored(ColumnType.FLOAT8, "0.1", b -> b.writeFloat8(0.1));
    assertStored(ColumnType.BOOL, "t", b -> b.writeBool(true));
    assertStored(ColumnType.TEXT, "naïve 🌞", b -> b.writeText("naïve 🌞"));
    assertStored(ColumnType.TEXT, "", b -> b.writeText(""));
    assertStored(ColumnType.TEXT, null, b -> b.writeText(null));
    assertStored(ColumnType.BYTEA, "\\x00ff", b -> b.writeBytea(new byte[] {0, -1}));
    assertStored(ColumnType.JSONB, "{\"a\": [1, 2]}", b -> b.writeJsonb("{\"a\":[1,2]}"));
    assertStored(
        ColumnType.FLOAT8_ARRAY, "{1.5,NaN}", b -> b.writeFloat8Array(new double[] {1.5, 0.0 / 0}));
    assertStored(
        ColumnType.FLOAT4_ARRAY,
        "{0.1,NaN,1e-38,3.4028235e+38,Infinity}",
        b -> b.writeFloat4Array(new double[] {0.1, 0.0 / 0, 1e-38, Float.MAX_VALUE, 1e39}));
    assertStored(ColumnType.FLOAT4_ARRAY, "{}", b -> b.writeFloat4Array(new double[0]));
    assertStored(ColumnType.FLOAT4_ARRAY, null, b -> b.writeFloat4Array(null));
    assertStored(ColumnType.FLOAT8_ARRAY, "{}", b -> b.writeFloat8Array(List.of()));
    assertStored(
        ColumnType.TEXT_ARRAY, "{a,\"\",\"b c\"}", b -> b.writeTextArray(List.of("a", "", "b c")));
  }

  @Test
  void shouldWriteTimesOfAnyYearAndInfinityBeyond() throws SQLException {
    assertTime("1999-12-31 23:59:59.999+00", Instant.parse("1999-12-31T23:59:59.999Z"));
    assertTime("2099-07-01 00:00:00+00", Instant.parse("2099-07-01T00:00:00Z"));
    assertTime("1969-12-31 23:59:59.999999+00", Instant.parse("1969-12-31T23:59:59.999999999Z"));
    assertTime("4714-11-24 00:00:00+00 BC", Instant.parse("-4713-11-24T00:00:00Z"));
    assertTime("294276-12-31 23:59:59+00", Instant.parse("+294276-12-31T23:59:59Z"));
    assertTime("-infinity", Instant.MIN);
    assertTime("infinity", Instant.MAX);
  }

  @Test
  void shouldReplaceWhatTextCannotHold() throws SQLException {
    assertStored(ColumnType.TEXT, "a\uFFFDb", b -> b.writeText("a\0b"));
    assertStored(ColumnType.TEXT, "a?b", b -> b.writeText("a\uD83Cb"));
  }

  @Test
  void shouldShortenAKeyThatNoIndexCanHoldAndKeepItDistinct() {
    String one = shortened("é".repeat(600) + "1");
    String other = shortened("é".repeat(600) + "2");

    assertThat(one).isNotEqualTo(other).startsWith("ééé").doesNotContain("\uFFFD");
    assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(500);
    assertThat(shortened("x".repeat(500))).isEqualTo("x".repeat(500));
  }

  private static String shortened(String key) {
    CopyBuffer buffer = new CopyBuffer(16);
    buffer.writeBool(true);
    int start = buffer.size();
    buffer.writeText(key);
    buffer.shortenKey(start);
    return new String(
        Arrays.copyOfRange(buffer.array(), start + Integer.BYTES, buffer.size()),
        StandardCharsets.UTF_8);
  }

  private static void assertTime(String expected, Instant value) throws SQLException {
    assertStored(ColumnType.TIMESTAMPTZ, expected, b -> b.writeTimestamp(value));
  }

  private static void assertStored(ColumnType type, String expected, CopyWriter writer)
      throws SQLException {
    TestPostgres.reset(
        "CREATE TABLE cell (id bigint PRIMARY KEY, content "
            + type.sqlName()
            + ", version bigint NOT NULL)");
    TableMapping<Cell> table =
        TableMapping.of(
            "cell",
            List.of(Column.int8("id", cell -> 1)),
            List.of(new Column<>("content", type, (cell, buffer) -> cell.writer().write(buffer))),
            cell -> 1);
    try (VersionedCopy copy = new VersionedCopy(TestPostgres.database())) {
      copy.add(table, new Cell(writer));
      copy.flush();
    }
    assertThat(TestPostgres.query("SELECT content FROM cell"))
        .containsExactly(String.valueOf(expected));
  }
}
