package io.commonwatt.ingestion.format.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.KeepingSink;
import io.commonwatt.ingestion.format.Texts;
import io.commonwatt.ingestion.format.ValidatedValue;
import io.commonwatt.ingestion.format.ValidatedValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

class TableFormatTest {

  private static final CsvFormat CSV = new CsvFormat();
  private static final String LONG =
      """
      time: {column: at, length: PT15M}
      meter: {column: meter}
      value: {column: value, unit: kWh}
      """;

  @Test
  void shouldReadBackWhatItWrites() throws IOException {
    List<ValidatedValue> values =
        ValidatedValues.of(3, Instant.parse("2025-03-29T23:00:00Z"), 2, 900);
    for (FormatWriter writer : List.of(new CsvWriter(), new ParquetWriter())) {
      KeepingSink sink = new KeepingSink();
      DocumentReport report =
          new FormatReader(FormatOptions.defaults())
              .read("values", new ByteArrayInputStream(Texts.write(writer, values)), r -> sink)
              .get(0);

      assertThat(report.error()).isNull();
      assertThat(report.format()).isEqualTo(writer.name());
      assertThat(sink.intervals).hasSameSizeAs(values);
      for (int i = 0; i < values.size(); i++) {
        ValidatedValue value = values.get(i);
        IntervalValue back = sink.intervals.get(i);
        assertThat(back.meter()).isEqualTo(value.usagePoint());
        assertThat(back.channel()).isEqualTo(value.channel());
        assertThat(back.start()).isEqualTo(value.start());
        assertThat(back.lengthSeconds()).isEqualTo(value.lengthSeconds());
        assertThat(KeepingSink.value(back)).isEqualByComparingTo(Long.toString(value.energyWh()));
        assertThat(PlatformTable.summary(back.sentQuality())).contains(value.quality());
      }
    }
  }

  @Test
  void shouldQuoteWhatNeedsIt() {
    ValidatedValue value =
        new ValidatedValue(
            "a, \"b\"",
            "",
            Channel.EXPORT,
            Instant.parse("2025-01-01T00:00:00Z"),
            1800,
            12,
            Quality.EDITED,
            "agreed, by phone");
    byte[] csv = Texts.write(new CsvWriter(), List.of(value));

    KeepingSink sink = Texts.read(CSV, FormatOptions.defaults(), csv);

    assertThat(sink.intervals)
        .containsExactly(
            new IntervalValue(
                "a, \"b\"",
                "",
                Channel.EXPORT,
                value.start(),
                1800,
                12,
                0,
                Unit.WATT_HOUR,
                "commonwatt:edited",
                2));
  }

  @Test
  void shouldReadTheExampleOfTheDocumentation() throws IOException {
    String page =
        Files.readString(
            Path.of(System.getProperty("commonwatt.root", "..")).resolve("docs/formats.md"));
    String yaml = page.substring(page.indexOf("```yaml") + 7);

    KeepingSink sink =
        Texts.read(
            CSV,
            Mappings.of(yaml.substring(0, yaml.indexOf("```"))),
            "Zähler;Zeit;Richtung;kWh;Status\nZ1;01.07.2025 00:15;Einspeisung;1,25;W\n");

    assertThat(sink.intervals)
        .containsExactly(
            new IntervalValue(
                "Z1",
                "",
                Channel.EXPORT,
                Instant.parse("2025-06-30T22:00:00Z"),
                900,
                125,
                1,
                Unit.WATT_HOUR,
                "provider:W",
                2));
  }

  @Test
  void shouldGiveBothDirectionsOfANetValue() {
    FormatOptions options =
        Mappings.of(
            """
            time: {column: at, length: PT1H}
            meter: {value: house}
            value: {column: net, unit: W, sign: net}
            """);

    KeepingSink sink =
        Texts.read(CSV, options, "at,net\n2025-01-01T00:00:00Z,250\n2025-01-01T01:00:00Z,-1.5\n");

    assertThat(sink.intervals)
        .extracting(value -> value.channel() + " " + KeepingSink.value(value).toPlainString())
        .containsExactly("IMPORT 250", "EXPORT 0", "IMPORT 0.0", "EXPORT 1.5");
  }

  @Test
  void shouldReadEpochsReversedSignsAndMissingCells() {
    FormatOptions options =
        Mappings.of(
            """
            layout: columns
            file: {missing: ["", "NULL"], header: 3, separator: tab}
            time: {column: t, format: epoch-seconds, length: PT5M}
            value: {unit: MWh, sign: reversed}
            columns: [{column: pv, channel: generation}]
            """);

    KeepingSink sink =
        Texts.read(CSV, options, "# made\n# by\nt\tpv\n1735689600\t-0.000125\n1735689900\tNULL\n");

    assertThat(sink.intervals).hasSize(1);
    assertThat(sink.intervals.get(0).start()).isEqualTo("2025-01-01T00:00:00Z");
    assertThat(KeepingSink.value(sink.intervals.get(0))).isEqualByComparingTo("125");
  }

  @Test
  void shouldRefuseByLineAndRule() {
    FormatOptions options = Mappings.of(LONG);
    String good = "meter,at,value\nm,2025-01-01T00:00:00Z,1\n";
    assertThat(Texts.read(CSV, options, good).intervals).hasSize(1);
    assertRefused(options, "", 0, "table-header");
    assertRefused(options, "meter,at\n", 1, "table-header");
    assertRefused(options, good + "m,2025-01-01T00:15:00Z\n", 3, "csv-columns");
    assertRefused(options, good + "m,2025-01-01T00:15:00Z,1,2\n", 3, "csv-columns");
    assertRefused(options, good + "m,2025-01-01T00:15:00Z,one\n", 3, "table-value");
    assertRefused(options, good + "m,yesterday,1\n", 3, "table-time");
    assertRefused(options, good + "m,2025-01-01T00:15:00,1\n", 3, "table-zone");
    assertRefused(options, good + ",2025-01-01T00:15:00Z,1\n", 3, "table-identifier");
    assertRefused(options, good + "\"m,2025-01-01T00:15:00Z,1\n", 3, "csv-quote");
  }

  @Test
  void shouldNameTheKeyOfAMappingThatIsWrong() {
    assertMapping(LONG + "colour: red\n", "has unknown key 'colour'");
    assertMapping(LONG.replace("length: PT15M", "length: soon"), ".time.length is 'soon'");
    assertMapping(LONG.replace("kWh", "BTU"), "expected Wh, kWh, MWh, W, kW, MW");
    assertMapping(LONG.replace("column: meter", "row: meter"), ".meter has neither key 'column'");
    assertMapping(LONG + "file: {separator: .}\n", "has the same separator of cells");
    assertMapping("- a\n", "is no mapping");
    assertMapping("a: [\n", "is no YAML");
    assertThat(
            Texts.refusal(CSV, FormatOptions.defaults().withMapping(Path.of("none.yaml")), "a\n")
                .code())
        .isEqualTo("mapping-missing");
  }

  @Test
  void shouldRefuseDamagedParquet() {
    byte[] whole =
        Texts.write(
            new ParquetWriter(),
            ValidatedValues.of(3, Instant.parse("2025-03-29T23:00:00Z"), 1, 1800));
    Format parquet = new ParquetFormat();
    for (int length : new int[] {0, 4, 11, whole.length / 2, whole.length - 1}) {
      byte[] cut = Arrays.copyOf(whole, length);
      FormatException refusal =
          catchThrowableOfType(
              FormatException.class, () -> Texts.read(parquet, FormatOptions.defaults(), cut));
      assertThat(refusal.code()).isEqualTo("parquet-damaged");
    }
  }

  /** Each page begins with the length that Snappy claims; the library would take 2 GiB for it. */
  @Test
  void shouldRefuseAPageOfParquetThatClaimsMoreThanItHolds() throws IOException {
    byte[] whole =
        Texts.write(
            new ParquetWriter(),
            ValidatedValues.of(3, Instant.parse("2025-03-29T23:00:00Z"), 1, 1800));
    ByteArrayInputStream pages = new ByteArrayInputStream(whole);
    pages.skipNBytes(4);
    PageHeader header = Util.readPageHeader(pages);
    int levels =
        header.isSetData_page_header_v2()
            ? header.getData_page_header_v2().getRepetition_levels_byte_length()
                + header.getData_page_header_v2().getDefinition_levels_byte_length()
            : 0;
    byte[] claim = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
    System.arraycopy(claim, 0, whole, whole.length - pages.available() + levels, claim.length);

    FormatException refusal =
        catchThrowableOfType(
            FormatException.class,
            () -> Texts.read(new ParquetFormat(), FormatOptions.defaults(), whole));

    assertThat(refusal.code()).isEqualTo("parquet-damaged");
    assertThat(refusal).hasMessageContaining("unpacks to an impossible size");
  }

  private static void assertRefused(FormatOptions options, String text, long line, String code) {
    FormatException refusal = Texts.refusal(CSV, options, text);
    assertThat(refusal).as(text).isNotNull();
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.line()).as(refusal.getMessage()).isEqualTo(line);
  }

  private static void assertMapping(String yaml, String message) {
    FormatException refusal = Texts.refusal(CSV, Mappings.of(yaml), "a\n");
    assertThat(refusal).as(yaml).isNotNull();
    assertThat(refusal.code()).isEqualTo("mapping-invalid");
    assertThat(refusal).hasMessageContaining(message);
  }
}
