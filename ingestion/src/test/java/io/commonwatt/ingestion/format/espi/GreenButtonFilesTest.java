package io.commonwatt.ingestion.format.espi;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.SharedData;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.xml.RecordingSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Every public Green Button file is read to the right energy or refused with a reason. */
class GreenButtonFilesTest {

  private static final int FILES = 56;

  /** Files that are refused, by their names without folder, and the rule they break. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("ApplicationInformation-Entry-Anonymized.xml.gz", "espi-no-usage-data"),
          Map.entry("Authorization-Entry-Anonymized.xml.gz", "espi-no-usage-data"),
          Map.entry("Customer-Subscription-Feed-Anonymized.xml.gz", "espi-no-usage-data"),
          Map.entry("FluxTailor_retailcustomer.xml.gz", "espi-not-a-feed"),
          Map.entry("Multiple-Authorization-Feed-Anonymized.xml.gz", "espi-no-usage-data"),
          Map.entry("Retail_Customer_Statement_Example.xml.gz", "espi-no-usage-data"),
          Map.entry("ServiceCategory.xml.gz", "espi-not-a-feed"),
          Map.entry("BulkSCERetailCustomer.xml.gz", "espi-no-usage-data"),
          Map.entry("ESPIApplicationInformation.xml.gz", "espi-no-usage-data"),
          Map.entry("ESPIAuthorization.xml.gz", "espi-no-usage-data"),
          Map.entry("PGEApplicationInformation.xml.gz", "espi-no-usage-data"),
          Map.entry("PGEAuthorization.xml.gz", "espi-no-usage-data"),
          Map.entry("PGERetailCustomer.xml.gz", "espi-no-usage-data"),
          Map.entry("entryOnly.xml.gz", "espi-no-usage-data"),
          // Blocks without the meter reading and reading type that say their unit.
          Map.entry("ESPIIntervalBlock.xml.gz", "espi-meter-reading-missing"),
          Map.entry("PGEIntervalBlock.xml.gz", "espi-meter-reading-missing"),
          // One reading type says both "per interval" and "running total".
          Map.entry("BulkSCEUsageSummaryAndIntervalBlock.xml.gz", "espi-reading-type-ambiguous"),
          // A prefix that is not bound.
          Map.entry("PGEUsageSummary.xml.gz", "xml-malformed"));

  private static final Pattern READING =
      Pattern.compile(
          "<(?:\\w+:)?IntervalReading>(.*?)</(?:\\w+:)?IntervalReading>", Pattern.DOTALL);
  private static final Pattern VALUE =
      Pattern.compile("<(?:\\w+:)?value>\\s*(-?\\d+)\\s*</(?:\\w+:)?value>");

  @Test
  void shouldReadEveryFileToItsEnergyOrRefuseIt() throws IOException {
    Format format = new EspiFormat();
    Map<String, String> outcomes = new TreeMap<>();
    int files = 0;
    int withValues = 0;
    for (Path file : files()) {
      files++;
      String name = file.getFileName().toString();
      byte[] bytes = bytes(file);
      String document = new String(bytes, StandardCharsets.UTF_8);
      assertThat(format.recognises(name, Arrays.copyOf(bytes, Math.min(bytes.length, 1 << 16))))
          .as(name)
          .isTrue();
      RecordingSink sink = new RecordingSink();
      try {
        format.read(new ByteArrayInputStream(bytes), FormatOptions.defaults(), sink);
      } catch (FormatException e) {
        outcomes.put(name, e.code());
        assertThat(e.line()).as(name).isPositive();
        assertThat(e.getMessage()).as(name).isNotBlank();
        assertThat(sink.intervals).as("half of %s", name).isEmpty();
        continue;
      }
      long passed = sink.passedOver.getOrDefault("", 0L);
      assertThat(sink.registers).as(name).isEmpty();
      assertThat(passed).isZero();
      assertThat(sink.energyWh()).as(name).isEqualByComparingTo(naiveSum(document));
      assertThat(sink.intervals).as(name).hasSize(count(READING, document));
      assertThat(sink.intervals)
          .as(name)
          .allMatch(v -> v.channel() == Channel.IMPORT && v.unit() == Unit.WATT_HOUR);
      withValues += sink.intervals.isEmpty() ? 0 : 1;
    }
    assertThat(files).isEqualTo(FILES);
    assertThat(outcomes).isEqualTo(new TreeMap<>(REFUSED));
    assertThat(withValues).isEqualTo(21);
  }

  @Test
  void shouldKeepTheQualitiesOfTheSampleFeed() throws IOException {
    RecordingSink sink = new RecordingSink();
    new EspiFormat()
        .read(
            new ByteArrayInputStream(bytes(file("test_usage_data_01.xml.gz"))),
            FormatOptions.defaults(),
            sink);
    assertThat(sink.intervals.subList(0, 3))
        .extracting(v -> v.sentQuality())
        .containsExactly("espi:8", "espi:7", "");
    assertThat(sink.intervals.get(0).meter()).isEqualTo("5446AF3F");
    assertThat(sink.intervals.get(0).register()).isEqualTo("01");
    assertThat(sink.intervals.get(0).line()).isEqualTo(144);
    assertThat(sink.passedOver)
        .containsEntry("ElectricPowerUsageSummary", 1L)
        .containsEntry("ElectricPowerQualitySummary", 1L);
  }

  /** Sum of all values by pattern; every file that is read has multiplier 0 and flow 1. */
  private static BigDecimal naiveSum(String document) {
    BigDecimal sum = BigDecimal.ZERO;
    Matcher readings = READING.matcher(document);
    while (readings.find()) {
      Matcher value = VALUE.matcher(readings.group(1));
      assertThat(value.find()).isTrue();
      sum = sum.add(new BigDecimal(value.group(1)));
    }
    return sum;
  }

  private static int count(Pattern pattern, String document) {
    return (int) pattern.matcher(document).results().count();
  }

  private static Path file(String name) throws IOException {
    return files().stream().filter(f -> f.getFileName().toString().equals(name)).findFirst().get();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.folder("green-button"), 2)) {
      return files.filter(file -> file.toString().endsWith(".xml.gz")).sorted().toList();
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
