package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NemFuzzingTest {

  private static final int MAX_BYTES = 6_000;

  @Test
  void shouldReadOrRefuseMutatedIntervalFiles() throws IOException, InterruptedException {
    FormatFuzzing.run(new Nem12Format(), FormatOptions.defaults(), corpus("NEM12"), 20_250_301L);
  }

  @Test
  void shouldReadOrRefuseMutatedRegisterFiles() throws IOException, InterruptedException {
    FormatFuzzing.run(new Nem13Format(), FormatOptions.defaults(), corpus("NEM13"), 20_250_302L);
  }

  /** Small example files that say they are of that kind. */
  private static List<byte[]> corpus(String kind) throws IOException {
    List<byte[]> corpus = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : NemExamples.files().entrySet()) {
      byte[] text = NemExamples.text(file.getValue());
      if (text.length < MAX_BYTES && file.getKey().toUpperCase(Locale.ROOT).contains(kind)) {
        corpus.add(text);
      }
    }
    return corpus;
  }
}
