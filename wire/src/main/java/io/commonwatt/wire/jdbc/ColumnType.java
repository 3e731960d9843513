package io.commonwatt.wire.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Column types the COPY encoder writes, with what PostgreSQL calls them. */
public enum ColumnType {
  INT8("bigint"),
  INT4("integer"),
  FLOAT8("double precision"),
  TEXT("text"),
  BOOL("boolean"),
  TIMESTAMPTZ("timestamp with time zone"),
  BYTEA("bytea"),
  FLOAT8_ARRAY("double precision[]"),
  FLOAT4_ARRAY("real[]"),
  TEXT_ARRAY("text[]"),
  JSONB("jsonb");

  private final String sqlName;

  ColumnType(String sqlName) {
    this.sqlName = sqlName;
  }

  /** As {@code format_type} prints it. */
  public String sqlName() {
    return sqlName;
  }

  /** Whether a column of this type may be part of a key. */
  boolean isKey() {
    return this == INT8 || this == INT4 || this == TEXT || this == BOOL || this == TIMESTAMPTZ;
  }

  /** Whether its binary form is a two's complement number, so that the first bit is a sign. */
  boolean isSigned() {
    return this == INT8 || this == INT4 || this == TIMESTAMPTZ;
  }

  /** A key field's binary form, for people. */
  String describe(byte[] bytes, int offset, int length) {
    if (length < 0) {
      return "null";
    }
    ByteBuffer field = ByteBuffer.wrap(bytes, offset, length);
    return switch (this) {
      case INT8 -> Long.toString(field.getLong());
      case INT4 -> Integer.toString(field.getInt());
      case BOOL -> Boolean.toString(field.get() != 0);
      case TIMESTAMPTZ -> describeTime(field.getLong());
      case TEXT -> new String(bytes, offset, length, StandardCharsets.UTF_8);
      case FLOAT8, BYTEA, FLOAT8_ARRAY, FLOAT4_ARRAY, TEXT_ARRAY, JSONB -> length + " bytes";
    };
  }

  private static String describeTime(long micros) {
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      return micros > 0 ? "infinity" : "-infinity";
    }
    return Instant.ofEpochSecond(CopyBuffer.POSTGRES_EPOCH_SECONDS)
        .plusNanos(Math.floorMod(micros, 1_000_000L) * 1_000L)
        .plusSeconds(Math.floorDiv(micros, 1_000_000L))
        .toString();
  }
}
