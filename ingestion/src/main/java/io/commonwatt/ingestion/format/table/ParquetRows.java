package io.commonwatt.ingestion.format.table;

import blue.strategic.parquet.Hydrator;
import io.commonwatt.ingestion.format.FormatException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Rows of a Parquet document as texts: numbers plain, times ISO 8601, null empty. */
final class ParquetRows implements Hydrator<String[], String[], String[]> {

  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<LogicalTypeAnnotation> types = new ArrayList<>();

  ParquetRows(MessageType schema) {
    for (Type type : schema.getFields()) {
      if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
        throw new FormatException(
            "parquet-nested",
            0,
            "Column '" + type.getName() + "' is nested or repeated; expected flat columns");
      }
      PrimitiveType primitive = type.asPrimitiveType();
      if (positions.putIfAbsent(type.getName(), names.size()) != null) {
        throw new FormatException(
            "parquet-damaged", 0, "Column '" + type.getName() + "' is there twice");
      }
      names.add(type.getName());
      types.add(primitive.getLogicalTypeAnnotation());
    }
  }

  TableHeader header() {
    return new TableHeader(names, 0);
  }

  @Override
  public String[] start() {
    String[] cells = new String[names.size()];
    Arrays.fill(cells, "");
    return cells;
  }

  @Override
  public String[] add(String[] cells, String[] path, Object value) {
    int at = positions.get(path[0]);
    cells[at] = value == null ? "" : text(value, types.get(at));
    return cells;
  }

  @Override
  public String[] finish(String[] cells) {
    return cells;
  }

  private static String text(Object value, LogicalTypeAnnotation type) {
    if (value instanceof Long || value instanceof Integer) {
      return whole(((Number) value).longValue(), type);
    }
    if (value instanceof Double || value instanceof Float) {
      String text = value.toString();
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? plain(new BigDecimal(text)) : text;
    }
    return value.toString().strip();
  }

  /** A number with as few digits as it has, unless it is very large or small. */
  private static String plain(BigDecimal number) {
    return Math.abs(number.scale()) < 40 ? number.toPlainString() : number.toString();
  }

  private static String whole(long value, LogicalTypeAnnotation type) {
    if (type instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation timestamp) {
      TimeUnit unit =
          switch (timestamp.getUnit()) {
            case MILLIS -> TimeUnit.MILLISECONDS;
            case MICROS -> TimeUnit.MICROSECONDS;
            case NANOS -> TimeUnit.NANOSECONDS;
          };
      long perSecond = unit.convert(1, TimeUnit.SECONDS);
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(value, perSecond), unit.toNanos(Math.floorMod(value, perSecond)));
      return timestamp.isAdjustedToUTC()
          ? instant.toString()
          : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }
    if (type instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(value).toString();
    }
    if (type instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return plain(BigDecimal.valueOf(value, decimal.getScale()));
    }
    return Long.toString(value);
  }
}
