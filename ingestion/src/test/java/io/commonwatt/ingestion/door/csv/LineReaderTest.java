package io.commonwatt.ingestion.door.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void shouldNumberLinesAndSayWhichHasNoEnd() throws IOException {
    List<Line> lines = read("one\r\ntwo\n\nfour".getBytes(StandardCharsets.UTF_8));
    assertThat(lines.stream().map(Line::text)).containsExactly("one", "two", "", "four");
    assertThat(lines.stream().map(Line::number)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(lines.stream().map(Line::terminated)).containsExactly(true, true, true, false);
  }

  @Test
  void shouldReadAnEmptyFileAsNoLines() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void shouldCutALineThatNeverEnds() throws IOException {
    byte[] endless = new byte[3 * LineReader.MAX_LINE_BYTES];
    Arrays.fill(endless, (byte) 'x');
    List<Line> lines = read(endless);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).bytes()).hasSize(LineReader.MAX_LINE_BYTES);
  }

  @Test
  void shouldReadACompressedFileCutInHalfUpToTheCut() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append("line ").append(i * 7919L % 100_003).append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    try (LineReader reader = new LineReader(new GZIPInputStream(new ByteArrayInputStream(half)))) {
      int whole = 0;
      for (Line line = reader.next(); line != null; line = reader.next()) {
        whole += line.terminated() ? 1 : 0;
      }
      assertThat(whole).isBetween(1_000, 49_000);
      assertThat(reader.damaged()).isNotNull();
    }
  }

  @Property(tries = 200)
  void shouldGiveBackWhatWasJoined(
      @ForAll List<@StringLength(max = 20) @CharRange(from = ' ', to = '~') String> lines)
      throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    List<Line> read = read(text.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(read.stream().map(Line::text).toList()).isEqualTo(lines);
  }

  private static List<Line> read(byte[] bytes) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes))) {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
