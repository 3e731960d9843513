package io.commonwatt.ingestion.format.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.assertj.core.api.Assertions.assertThat;

import blue.strategic.parquet.ParquetWriter;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.KeepingSink;
import io.commonwatt.ingestion.format.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The 23-hour and the 25-hour day of three zones, in every layout. */
class LocalTimeTest {

  private static final Format CSV = new CsvFormat();
  private static final String DAYS =
      """
      Europe/London,2025-03-30,46
      Europe/London,2025-10-26,50
      Europe/London,2025-06-01,48
      Europe/Amsterdam,2025-03-30,46
      Europe/Amsterdam,2025-10-26,50
      Australia/Sydney,2025-10-05,46
      Australia/Sydney,2025-04-06,50
      America/New_York,2025-03-09,46
      America/New_York,2025-11-02,50
      Australia/Lord_Howe,2025-10-05,47
      Australia/Lord_Howe,2025-04-06,49
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(textBlock = DAYS)
  void shouldReadRowsByTheOrderOfEachSeries(String zone, LocalDate date, int count) {
    List<ZonedDateTime> starts = starts(zone, date);
    assertThat(starts).hasSize(count);
    for (String mark : List.of("start", "end", "sum")) {
      for (String order : List.of("ascending", "descending")) {
        if (mark.equals("sum") && zone.endsWith("Lord_Howe") && order.equals("descending")) {
          continue; // its clock changes by one interval: two rows alike, none between them
        }
        StringBuilder csv = new StringBuilder("meter;at;kWh\n");
        List<ZonedDateTime> rows = new ArrayList<>(starts);
        if (order.equals("descending")) {
          Collections.reverse(rows);
        }
        for (ZonedDateTime start : rows) {
          // The end as the clock shows it, and as the start plus half an hour.
          LocalDateTime named =
              switch (mark) {
                case "start" -> start.toLocalDateTime();
                case "end" -> start.plusMinutes(30).toLocalDateTime();
                default -> start.toLocalDateTime().plusMinutes(30);
              };
          for (String meter : List.of("a", "b")) {
            csv.append(meter).append(';').append(text(named)).append(";0,5\n");
          }
        }
        FormatOptions options =
            Mappings.of(
                """
                file: {separator: ";", decimal: ","}
                time: {column: at, format: "dd.MM.yyyy HH:mm", zone: %s, length: PT30M, marks: %s,
                       order: %s}
                meter: {column: meter}
                value: {column: kWh, unit: kWh}
                """
                    .formatted(zone, mark.equals("start") ? "start" : "end", order));

        KeepingSink sink = Texts.read(CSV, options, csv.toString());

        for (String meter : List.of("a", "b")) {
          assertThat(startsOf(sink, meter))
              .as(mark + " " + order)
              .isEqualTo(starts.stream().map(ZonedDateTime::toInstant).toList());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = DAYS)
  void shouldReadAColumnForEachMeter(String zone, LocalDate date, int count) {
    List<ZonedDateTime> starts = starts(zone, date);
    StringBuilder csv = new StringBuilder("date,time,h1,h2\n");
    for (ZonedDateTime start : starts) {
      csv.append(start.toLocalDate()).append(',').append(start.toLocalTime()).append(",100,200\n");
    }
    FormatOptions options =
        Mappings.of(
            """
            layout: columns
            time: {column: date, clockColumn: time, format: "yyyy-MM-dd HH:mm", zone: %s,
                   length: PT30M}
            value: {unit: W}
            columns:
              - {column: h1, meter: one}
              - {column: h2, channel: generation}
            """
                .formatted(zone));

    KeepingSink sink = Texts.read(CSV, options, csv.toString());

    assertThat(startsOf(sink, "one"))
        .isEqualTo(starts.stream().map(ZonedDateTime::toInstant).toList());
    assertThat(startsOf(sink, "h2")).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource(textBlock = DAYS)
  void shouldReadTheColumnsOfADayInSequence(String zone, LocalDate date, int count) {
    FormatOptions options =
        Mappings.of(
            """
            layout: days
            file: {header: 0}
            time: {column: 2, zone: %s, length: PT30M}
            meter: {column: 1}
            value: {unit: kWh}
            days: {first: 3, count: 50, columns: sequence}
            """
                .formatted(zone));

    KeepingSink sink =
        Texts.read(CSV, options, "m," + date + ",1".repeat(count) + ",".repeat(50 - count) + "\n");

    assertThat(startsOf(sink, "m"))
        .isEqualTo(starts(zone, date).stream().map(ZonedDateTime::toInstant).toList());
    if (count != 48) {
      assertThat(Texts.refusal(CSV, options, "m," + date + ",1".repeat(48) + ",".repeat(2) + "\n"))
          .matches(e -> count > 48 || e.code().equals("table-day-length"));
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = DAYS)
  void shouldReadTheColumnsOfADayByTheClock(String zone, LocalDate date, int count) {
    String mapping =
        """
        layout: days
        file: {header: 0}
        time: {column: 2, zone: %s, length: PT30M, %s}
        meter: {column: 1}
        value: {unit: kWh}
        days: {first: 3, count: 48}
        """;
    String row = "m," + date + ",1".repeat(48) + "\n";
    if (count > 48) {
      assertThat(
              Texts.refusal(CSV, Mappings.of(mapping.formatted(zone, "marks: start")), row).code())
          .isEqualTo("table-repeated-hour");
      KeepingSink sink =
          Texts.read(CSV, Mappings.of(mapping.formatted(zone, "repeatedHour: first")), row);
      assertThat(startsOf(sink, "m")).hasSize(48).doesNotHaveDuplicates();
    } else if (count < 48) {
      assertThat(
              Texts.refusal(CSV, Mappings.of(mapping.formatted(zone, "marks: start")), row).code())
          .isEqualTo("table-skipped-hour");
      KeepingSink sink =
          Texts.read(CSV, Mappings.of(mapping.formatted(zone, "skippedHour: skip")), row);
      assertThat(startsOf(sink, "m"))
          .isEqualTo(starts(zone, date).stream().map(ZonedDateTime::toInstant).toList());
      assertThat(sink.passedOver).hasSize(48 - count);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = DAYS)
  void shouldReadLocalTimestampsOfParquet(String zone, LocalDate date, int count)
      throws IOException {
    MessageType schema =
        Types.buildMessage()
            .addField(Types.required(PrimitiveTypeName.BINARY).as(stringType()).named("meter"))
            .addField(
                Types.required(PrimitiveTypeName.INT64)
                    .as(timestampType(false, TimeUnit.MILLIS))
                    .named("at"))
            .addField(Types.required(PrimitiveTypeName.DOUBLE).named("kWh"))
            .named("rows");
    List<ZonedDateTime> starts = starts(zone, date);
    Path file = folder.resolve("local.parquet");
    try (ParquetWriter<LocalDateTime> writer =
        ParquetWriter.writeFile(
            schema,
            file.toFile(),
            (at, row) -> {
              row.write("meter", "m");
              row.write("at", at.toInstant(ZoneOffset.UTC).toEpochMilli());
              row.write("kWh", 0.5);
            })) {
      for (ZonedDateTime start : starts) {
        writer.write(start.toLocalDateTime());
      }
    }
    FormatOptions options =
        Mappings.of(
            """
            time: {column: at, zone: %s, length: PT30M}
            meter: {column: meter}
            value: {column: kWh, unit: kWh}
            """
                .formatted(zone));

    KeepingSink sink = Texts.read(new ParquetFormat(), options, Files.readAllBytes(file));

    assertThat(startsOf(sink, "m"))
        .hasSize(count)
        .isEqualTo(starts.stream().map(ZonedDateTime::toInstant).toList());
  }

  private static List<ZonedDateTime> starts(String zone, LocalDate date) {
    List<ZonedDateTime> starts = new ArrayList<>();
    for (ZonedDateTime start = date.atTime(LocalTime.MIDNIGHT).atZone(ZoneId.of(zone));
        start.toLocalDate().equals(date);
        start = start.plusMinutes(30)) {
      starts.add(start);
    }
    return starts;
  }

  private static List<Instant> startsOf(KeepingSink sink, String meter) {
    return sink.intervals.stream()
        .filter(value -> value.meter().equals(meter))
        .map(IntervalValue::start)
        .sorted()
        .toList();
  }

  private static String text(LocalDateTime time) {
    return time.format(DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT));
  }
}
