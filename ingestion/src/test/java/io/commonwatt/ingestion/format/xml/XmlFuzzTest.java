package io.commonwatt.ingestion.format.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.cim61968.MeterReadingsFormat;
import io.commonwatt.ingestion.format.entsoe.LoadProfileFormat;
import io.commonwatt.ingestion.format.espi.EspiFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Damaged documents of every XML format: 2,000 in the default build, a million at full size, and a
 * quarter as many that are well-formed and wrong. The corpus is our own, so it runs without shared
 * data.
 */
class XmlFuzzTest {

  private static final long SEED = 20_261_122L;
  private static final FormatOptions LOCAL =
      FormatOptions.defaults().withZone(ZoneId.of("Europe/London"));

  @Test
  void shouldSurviveDamagedGreenButtonFeeds() throws Exception {
    FormatFuzzing.run(new EspiFormat(), LOCAL, corpus("espi-feed", "espi-late"), SEED);
  }

  @Test
  void shouldSurviveDamagedMeterReadingsAndEvents() throws Exception {
    FormatFuzzing.run(new MeterReadingsFormat(), LOCAL, corpus("cim-readings", "cim-events"), SEED);
  }

  @Test
  void shouldSurviveDamagedLoadProfiles() throws Exception {
    FormatFuzzing.run(
        new LoadProfileFormat(), LOCAL, corpus("entsoe-load", "entsoe-measured"), SEED);
  }

  @Test
  void shouldSurviveWellFormedNonsense() throws Exception {
    wellFormed(new EspiFormat(), corpus("espi-feed", "espi-late"));
    wellFormed(new MeterReadingsFormat(), corpus("cim-readings", "cim-events"));
    wellFormed(new LoadProfileFormat(), corpus("entsoe-load", "entsoe-measured"));
  }

  private static void wellFormed(Format format, List<byte[]> corpus) throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    int count = FormatFuzzing.count() / 4;
    for (int i = 0; i < count; i++) {
      byte[] input = new XmlMutations(SEED, i).pick(corpus);
      RecordingSink sink = new RecordingSink();
      String outcome = "read";
      try {
        format.read(new ByteArrayInputStream(input), LOCAL.withMaxRecords(100_000), sink);
      } catch (FormatException e) {
        outcome = e.code();
      } catch (RuntimeException e) {
        throw new AssertionError(
            format.name() + ", seed " + SEED + ", number " + i + ": " + new String(input, UTF_8),
            e);
      }
      outcomes.merge(outcome, 1, Integer::sum);
      assertThat(sink.intervals)
          .allMatch(v -> v.lengthSeconds() > 0 && !v.meter().isEmpty())
          .allMatch(v -> v.powerOfTen() >= -12 && v.powerOfTen() <= 9);
      assertThat(sink.registers)
          .allMatch(v -> v.powerOfTen() >= -12 && v.powerOfTen() <= 9 && !v.meter().isEmpty());
    }
    System.out.printf("Well-formed %s: %d inputs, %s%n", format.name(), count, outcomes);
    assertThat(outcomes).as("damage that reaches the rules").hasSizeGreaterThan(6);
  }

  private static List<byte[]> corpus(String... names) throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    for (String name : names) {
      try (InputStream in =
          XmlFuzzTest.class.getResourceAsStream("/formats-xml/" + name + ".xml")) {
        corpus.add(in.readAllBytes());
      }
    }
    return corpus;
  }
}
