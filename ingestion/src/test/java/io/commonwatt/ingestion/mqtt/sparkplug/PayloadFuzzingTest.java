package io.commonwatt.ingestion.mqtt.sparkplug;

import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Damaged payloads, in the harness of the formats. */
class PayloadFuzzingTest {

  private static final long SEED = 20_261_122;
  private static final long T = Instant.parse("2026-01-01T00:30:00Z").toEpochMilli();

  @Test
  void shouldReadOrRefuseWhateverComes() throws InterruptedException {
    List<byte[]> corpus =
        List.of(
            EdgePayload.at(T)
                .seq(1)
                .metric("a/consumption", 7, 10, "double_value", 0.5, Map.of("engUnit", "kWh"))
                .metric("1-0:1.8.0", 8, 4, "long_value", 77L, Map.of())
                .metric("generation", 9, 3, "int_value", 2, Map.of("lengthSeconds", "1800"))
                .bytes(),
            EdgePayload.at(T).seq(2).metric(null, 7, 0, "double_value", 1.5, Map.of()).bytes());
    FormatFuzzing.run(new Births(), FormatOptions.defaults(), corpus, SEED);
  }

  /** Every payload as a device's birth at a fresh host. */
  private static final class Births implements Format {
    @Override
    public String name() {
      return "sparkplug";
    }

    @Override
    public boolean recognises(String fileName, byte[] head) {
      return true;
    }

    @Override
    public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
      HostApplication host = new HostApplication(900, () -> Instant.EPOCH);
      host.hear(SparkplugTopic.find("spBv1.0/g/NBIRTH/n").orElseThrow(), new byte[0], sink);
      HostApplication.Heard heard =
          host.hear(
              SparkplugTopic.find("spBv1.0/g/DBIRTH/n/m").orElseThrow(), in.readAllBytes(), sink);
      if (!heard.refusals().isEmpty()) {
        throw new FormatException(heard.refusals().get(0).rule(), 0, "refused");
      }
    }
  }
}
