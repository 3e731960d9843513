package io.commonwatt.ingestion.format.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.ingestion.SharedData;
import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.KeepingSink;
import io.commonwatt.ingestion.format.nem12.NemExamples;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Real exports of four retailers, against sums of their cells. */
class RetailerExportsTest {

  @Test
  void shouldReadARowForEachDay() throws IOException {
    KeepingSink sink = new KeepingSink();
    DocumentReport report = read(3, "retailer-days.yaml", sink);

    BigDecimal expected = BigDecimal.ZERO;
    String[] lines = lines(3);
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split(",", -1);
      for (int j = 5; j < 53; j++) {
        expected = expected.add(new BigDecimal(cells[j]));
      }
    }
    assertThat(report.error()).isNull();
    assertThat(report.format()).isEqualTo("csv");
    assertThat(report.totalWh()).isEqualByComparingTo(expected.movePointRight(3));
    assertThat(sink.intervals).hasSize(465 * 48);
    assertThat(sink.intervals.get(0).start()).isEqualTo("2019-06-21T14:00:00Z");
    assertThat(sink.intervals.get(0).sentQuality()).isEqualTo("nem12:A");
  }

  @Test
  void shouldReadARowForEachInterval() throws IOException {
    KeepingSink sink = new KeepingSink();
    DocumentReport report = read(4, "retailer-long.yaml", sink);

    BigDecimal expected = BigDecimal.ZERO;
    String[] lines = lines(4);
    for (int i = 1; i < lines.length; i++) {
      expected = expected.add(new BigDecimal(lines[i].split(",", -1)[8]));
    }
    assertThat(report.error()).isNull();
    assertThat(report.totalWh()).isEqualByComparingTo(expected.movePointRight(3));
    assertThat(sink.intervals).hasSize(lines.length - 1);
    assertThat(sink.intervals.get(0).start()).isEqualTo("2018-09-25T14:00:00Z");
  }

  @Test
  void shouldRefuseMarketFilesWithoutHeader() throws IOException {
    for (int number : new int[] {1, 2}) {
      Path file = SharedData.folder("nem12").resolve("gravitas_meter0" + number + ".csv.gz");
      DocumentReport report =
          new FormatReader(FormatOptions.defaults()).read(file, new KeepingSink()).get(0);

      assertThat(report.error().code()).isEqualTo("nem12-header");
      assertThat(report.refusalText()).startsWith("gravitas_meter0" + number + ".csv:");
    }
  }

  private static DocumentReport read(int number, String mapping, KeepingSink sink)
      throws IOException {
    Path file = SharedData.folder("nem12").resolve("gravitas_meter0" + number + ".csv.gz");
    FormatOptions options = FormatOptions.defaults().withMapping(Mappings.file(mapping));
    return new FormatReader(options).read(file, sink).get(0);
  }

  private static String[] lines(int number) throws IOException {
    return new String(NemExamples.export(number), StandardCharsets.UTF_8).split("\r?\n");
  }
}
