package io.commonwatt.ingestion.format.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.KeepingSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ArchiveEntriesTest {

  private static final String GOOD =
      "100,NEM12,202501010000,A,B\n200,N1,E1,E1,E1,,,KWH,30,\n300,20250101,"
          + String.join(",", Collections.nCopies(48, "0.5"))
          + ",A,,,,\n900\n";
  private static final String BAD = GOOD.replace("0.5,A", "0.5,Z");

  @Test
  void shouldReadEveryGoodDocumentOfAnArchiveAndNothingOfABadOne() {
    byte[] zip = zip(Map.of("a/good.csv", bytes(GOOD)), Map.of("b.csv", bytes(BAD)));
    KeepingSink sink = new KeepingSink();

    List<DocumentReport> reports = read("all.zip", zip, ArchiveLimits.defaults(), sink);

    assertThat(reports).extracting(DocumentReport::entry).containsExactly("a/good.csv", "b.csv");
    assertThat(reports.get(0).totalWh()).isEqualByComparingTo("24000");
    assertThat(reports.get(1).refusalText())
        .startsWith("b.csv:3: nem12-quality: Line 3: record 300 has 'Z' where its quality");
    assertThat(sink.intervals).hasSize(48);
  }

  @Test
  void shouldReadGzipAndPlainAlike() {
    for (Map.Entry<String, byte[]> file :
        Map.of("x.csv.gz", gzip(bytes(GOOD)), "x.csv", bytes(GOOD)).entrySet()) {
      KeepingSink sink = new KeepingSink();
      DocumentReport report =
          read(file.getKey(), file.getValue(), ArchiveLimits.defaults(), sink).get(0);
      assertThat(report.error()).isNull();
      assertThat(report.entry()).isEqualTo("x.csv");
      assertThat(sink.intervals).hasSize(48);
    }
  }

  @Test
  void shouldRefuseAnArchiveWithinAnArchiveAlone() {
    byte[] inner = zip(Map.of("inner.csv", bytes(GOOD)));
    byte[] outer = zip(Map.of("inner.zip", inner), Map.of("good.csv", bytes(GOOD)));
    KeepingSink sink = new KeepingSink();

    List<DocumentReport> reports = read("outer.zip", outer, ArchiveLimits.defaults(), sink);

    assertThat(reports.get(0).error().code()).isEqualTo("archive-nested");
    assertThat(reports.get(1).isAccepted()).isTrue();
    assertThat(sink.intervals).hasSize(48);
    assertThat(read("x.gz", gzip(gzip(bytes(GOOD))), ArchiveLimits.defaults(), sink).get(0).error())
        .extracting(DocumentReport.Refusal::code)
        .isEqualTo("archive-nested");
  }

  @Test
  void shouldRefuseAnArchiveBeyondItsLimitsWhole() {
    byte[] three =
        zip(
            Map.of("1.csv", bytes(GOOD)),
            Map.of("2.csv", bytes(GOOD)),
            Map.of("3.csv", bytes(GOOD)));
    assertRefused("a.zip", three, new ArchiveLimits(2, 1 << 20, 300), "archive-entries");
    assertRefused("a.zip", three, new ArchiveLimits(9, 700, 300), "archive-too-large");
    assertThat(read("a.zip", three, new ArchiveLimits(3, 1 << 20, 300), new KeepingSink()))
        .hasSize(3);
  }

  @Test
  void shouldRefuseABombByItsRatio() {
    byte[] zeros = Arrays.copyOf(bytes(GOOD), 40 << 20);
    Arrays.fill(zeros, GOOD.length(), zeros.length, (byte) '\n');
    assertRefused("bomb.gz", gzip(zeros), ArchiveLimits.defaults(), "archive-ratio");
    assertRefused(
        "bomb.zip",
        zip(Map.of("a.csv", bytes(GOOD)), Map.of("bomb.csv", zeros)),
        ArchiveLimits.defaults(),
        "archive-ratio");
  }

  @Test
  void shouldRefuseADamagedArchiveWhole() {
    byte[] two = zip(Map.of("1.csv", bytes(GOOD)), Map.of("2.csv", bytes(GOOD)));
    for (int cut = 5; cut < two.length; cut++) {
      assertRefused("a.zip", Arrays.copyOf(two, cut), ArchiveLimits.defaults(), "archive-damaged");
    }
    byte[] gzip = gzip(bytes(GOOD));
    for (int cut : new int[] {3, 12, gzip.length / 2, gzip.length - 1}) {
      assertRefused("a.gz", Arrays.copyOf(gzip, cut), ArchiveLimits.defaults(), "archive-damaged");
    }
    byte[] flipped = gzip.clone();
    flipped[gzip.length - 6] ^= 1; // the checksum
    assertRefused("a.gz", flipped, ArchiveLimits.defaults(), "archive-damaged");
  }

  @Test
  void shouldReadOrRefuseMutatedArchives() throws InterruptedException {
    String small =
        "100,NEM12,202501010000,A,B\n200,N1,E1,E1,E1,,,KWH,30,\n300,20250101,"
            + "0.5,".repeat(48)
            + "A,,,,\n900\n";
    byte[] zip =
        zip(
            Map.of("1.csv", bytes(small)),
            Map.of("2.csv", bytes(small.replace("A,,,,", "Z,,,,"))),
            Map.of("3.zip", zip(Map.of("4.csv", bytes(small)))));
    FormatFuzzing.run(
        new Archives(), FormatOptions.defaults(), List.of(zip, gzip(bytes(small))), 20_250_308L);
  }

  /** Archives in the harness of the formats: what a refused document held never comes out. */
  private static final class Archives implements Format {
    @Override
    public String name() {
      return "archive";
    }

    @Override
    public boolean recognises(String fileName, byte[] head) {
      return true;
    }

    @Override
    public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
      KeepingSink kept = new KeepingSink();
      List<DocumentReport> reports =
          new FormatReader(options, ArchiveLimits.defaults(), null).read("x", in, report -> kept);
      long accepted = 0;
      for (DocumentReport report : reports) {
        accepted += report.isAccepted() ? report.intervals() : 0;
      }
      if (kept.intervals.size() != accepted) {
        throw new IllegalStateException(kept.intervals.size() + " came out of " + reports);
      }
      kept.intervals.forEach(sink::interval);
      for (DocumentReport report : reports) {
        if (!report.isAccepted()) {
          throw new FormatException(report.error().code(), 0, report.refusalText());
        }
      }
    }
  }

  private static void assertRefused(String name, byte[] file, ArchiveLimits limits, String code) {
    KeepingSink sink = new KeepingSink();
    List<DocumentReport> reports = read(name, file, limits, sink);
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).error()).as(name).isNotNull();
    assertThat(reports.get(0).error().code()).isEqualTo(code);
    assertThat(reports.get(0).entry()).isEqualTo(name);
    assertThat(sink.intervals).isEmpty();
  }

  private static List<DocumentReport> read(
      String name, byte[] file, ArchiveLimits limits, KeepingSink sink) {
    try {
      return new FormatReader(FormatOptions.defaults(), limits, null)
          .read(name, new ByteArrayInputStream(file), report -> sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SafeVarargs
  private static byte[] zip(Map<String, byte[]>... entries) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (Map<String, byte[]> entry : entries) {
      all.putAll(entry);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : all.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
