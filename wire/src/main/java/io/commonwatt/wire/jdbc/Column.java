package io.commonwatt.wire.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * A column and how a record fills it. Immutable and safe to share between threads when its encoder
 * is.
 *
 * @param name column name, lower case
 * @param encoder writes exactly one field
 */
public record Column<T>(String name, ColumnType type, Encoder<T> encoder) {

  /** Writes one field of a record. */
  @FunctionalInterface
  public interface Encoder<T> {
    void encode(T record, CopyBuffer buffer);
  }

  public static <T> Column<T> int8(String name, ToLongFunction<T> value) {
    return new Column<>(
        name, ColumnType.INT8, (record, buffer) -> buffer.writeInt8(value.applyAsLong(record)));
  }

  /** A bigint that may be null. */
  public static <T> Column<T> int8OrNull(String name, Function<T, Long> value) {
    return new Column<>(
        name,
        ColumnType.INT8,
        (record, buffer) -> {
          Long number = value.apply(record);
          if (number == null) {
            buffer.writeNull();
          } else {
            buffer.writeInt8(number);
          }
        });
  }

  public static <T> Column<T> int4(String name, ToIntFunction<T> value) {
    return new Column<>(
        name, ColumnType.INT4, (record, buffer) -> buffer.writeInt4(value.applyAsInt(record)));
  }

  public static <T> Column<T> float8(String name, ToDoubleFunction<T> value) {
    return new Column<>(
        name,
        ColumnType.FLOAT8,
        (record, buffer) -> buffer.writeFloat8(value.applyAsDouble(record)));
  }

  public static <T> Column<T> text(String name, Function<T, String> value) {
    return new Column<>(
        name, ColumnType.TEXT, (record, buffer) -> buffer.writeText(value.apply(record)));
  }

  public static <T> Column<T> bool(String name, Predicate<T> value) {
    return new Column<>(
        name, ColumnType.BOOL, (record, buffer) -> buffer.writeBool(value.test(record)));
  }

  public static <T> Column<T> timestamp(String name, Function<T, Instant> value) {
    return new Column<>(
        name,
        ColumnType.TIMESTAMPTZ,
        (record, buffer) -> buffer.writeTimestamp(value.apply(record)));
  }

  public static <T> Column<T> bytea(String name, Function<T, byte[]> value) {
    return new Column<>(
        name, ColumnType.BYTEA, (record, buffer) -> buffer.writeBytea(value.apply(record)));
  }

  public static <T> Column<T> float8Array(String name, Function<T, double[]> value) {
    return new Column<>(
        name,
        ColumnType.FLOAT8_ARRAY,
        (record, buffer) -> buffer.writeFloat8Array(value.apply(record)));
  }

  public static <T> Column<T> float8List(String name, Function<T, List<Double>> value) {
    return new Column<>(
        name,
        ColumnType.FLOAT8_ARRAY,
        (record, buffer) -> buffer.writeFloat8Array(value.apply(record)));
  }

  /** Doubles rounded to single precision. */
  public static <T> Column<T> float4Array(String name, Function<T, double[]> value) {
    return new Column<>(
        name,
        ColumnType.FLOAT4_ARRAY,
        (record, buffer) -> buffer.writeFloat4Array(value.apply(record)));
  }

  public static <T> Column<T> textList(String name, Function<T, List<String>> value) {
    return new Column<>(
        name,
        ColumnType.TEXT_ARRAY,
        (record, buffer) -> buffer.writeTextArray(value.apply(record)));
  }

  public static <T> Column<T> jsonb(String name, Function<T, String> value) {
    return new Column<>(
        name, ColumnType.JSONB, (record, buffer) -> buffer.writeJsonb(value.apply(record)));
  }
}
