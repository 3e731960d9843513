package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.Texts;
import io.commonwatt.ingestion.format.ValidatedValue;
import io.commonwatt.ingestion.format.ValidatedValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFuzzingTest {

  private static final List<ValidatedValue> VALUES =
      ValidatedValues.of(5, Instant.parse("2025-03-29T23:00:00Z"), 1, 7200);

  @Test
  void shouldReadOrRefuseMutatedLongTables() throws InterruptedException {
    TableMapping mapping =
        MappingFile.parse(
            """
            time: {column: at, format: "dd.MM.yyyy HH:mm", zone: Europe/Amsterdam, length: PT1H}
            meter: {column: meter}
            channel: {column: what}
            value: {column: kWh, unit: kWh, sign: net}
            quality: {column: how}
            """,
            "fuzzing");
    StringBuilder csv = new StringBuilder("meter,at,what,kWh,how\n");
    for (int hour : new int[] {0, 1, 2, 2, 3, 4, 23}) {
      csv.append("m,26.10.2025 ").append(hour < 10 ? "0" : "").append(hour);
      csv.append(":00,import,").append(hour - 1).append(".25,\"ok\"\n");
    }
    FormatFuzzing.run(
        new CsvFormat(mapping), FormatOptions.defaults(), List.of(bytes(csv)), 20_250_304L);
  }

  @Test
  void shouldReadOrRefuseMutatedTablesOfDays() throws InterruptedException {
    TableMapping mapping =
        MappingFile.parse(
            """
            layout: days
            file: {header: 0, separator: ";", decimal: ","}
            time: {column: 2, zone: Europe/Amsterdam, length: PT1H}
            meter: {column: 1}
            value: {unit: kWh}
            days: {first: 3, count: 25, columns: sequence}
            """,
            "fuzzing");
    StringBuilder csv = new StringBuilder();
    csv.append("m;2025-10-26").append(";1,5".repeat(25)).append('\n');
    csv.append("m;2025-10-27").append(";0,5".repeat(24)).append(";\n");
    FormatFuzzing.run(
        new CsvFormat(mapping), FormatOptions.defaults(), List.of(bytes(csv)), 20_250_305L);
  }

  @Test
  void shouldReadOrRefuseMutatedTablesOfThePlatform() throws InterruptedException {
    FormatFuzzing.run(
        new CsvFormat(),
        FormatOptions.defaults(),
        List.of(Texts.write(new CsvWriter(), VALUES)),
        20_250_306L);
  }

  @Test
  void shouldReadOrRefuseMutatedParquet() throws InterruptedException {
    FormatFuzzing.run(
        new ParquetFormat(),
        FormatOptions.defaults(),
        List.of(Texts.write(new ParquetWriter(), VALUES)),
        20_250_307L);
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
