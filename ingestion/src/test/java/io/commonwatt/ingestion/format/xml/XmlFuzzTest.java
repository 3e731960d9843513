package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.cim61968.MeterReadingsFormat;
import io.commonwatt.ingestion.format.entsoe.LoadProfileFormat;
import io.commonwatt.ingestion.format.espi.EspiFormat;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Damaged documents of every XML format: 2,000 in the default build, a million at full size. The
 * corpus is our own, so it runs without shared data.
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
