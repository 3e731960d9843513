package io.commonwatt.ingestion.format.json;

import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFuzzingTest {

  private static final long SEED = 20_261_122;

  @Test
  void shouldReadOrRefuseWhateverComes() throws InterruptedException {
    String interval =
        "{\"meter\":\"m-1\",\"register\":\"E1\",\"channel\":\"import\","
            + "\"start\":\"2026-03-29T01:30:00+01:00\",\"lengthSeconds\":900,\"value\":1.25e-1,"
            + "\"unit\":\"kWh\",\"quality\":\"espi:8\"}";
    String register =
        "{\"meter\":\"Zähler 7\",\"channel\":\"export\",\"at\":\"2026-01-01T00:00:00Z\","
            + "\"value\":\"123456.789\",\"unit\":\"MWh\"}";
    String event =
        "{\"meter\":\"m-2\",\"event\":\"power_fail\",\"at\":\"2026-01-01T00:00:00.250Z\","
            + "\"code\":\"cim:3.26.0.85\"}";
    String edit =
        "{\"meter\":\"m-3\",\"channel\":\"import\",\"start\":\"2026-01-01T00:00:00Z\","
            + "\"end\":\"2026-01-01T02:00:00Z\",\"lengthSeconds\":1800,\"action\":\"set\","
            + "\"energyWh\":120,\"editor\":\"anna\",\"reason\":\"agreed\"}";
    String report =
        "{\"resource\":\"car-4\",\"at\":\"2026-01-01T00:00:00+01:00\",\"powerKw\":-2.5e0,"
            + "\"stateOfChargeKwh\":\"31.25\",\"available\":true}";
    List<byte[]> corpus =
        List.of(
            bytes("[" + interval + "," + register + "," + event + "]"),
            bytes(interval + "\n" + register + "\n" + event + "\n"),
            bytes(register),
            bytes(edit + "\n" + interval),
            bytes(report + "\n" + event),
            bytes("[]"));
    FormatFuzzing.run(new JsonFormat(), FormatOptions.defaults(), corpus, SEED);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
