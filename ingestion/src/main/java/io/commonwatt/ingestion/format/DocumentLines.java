package io.commonwatt.ingestion.format;

import io.commonwatt.ingestion.door.csv.Line;
import io.commonwatt.ingestion.door.csv.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/**
 * Lines of a text document that is refused when it is damaged. Blank lines are kept, a byte order
 * mark is dropped. Not thread-safe.
 */
public final class DocumentLines {

  private static final String UTF8_MARK_AS_LATIN = "\u00EF\u00BB\u00BF";

  private final LineReader reader;
  private final Charset charset;
  private long number;

  public DocumentLines(InputStream in, Charset charset) {
    this.reader = new LineReader(in);
    this.charset = charset;
  }

  /**
   * The next line without its end; null at the end of the document.
   *
   * @throws FormatException code {@code document-damaged} when a compressed stream is broken, code
   *     {@code line-too-long} when a line has more than 1 MiB
   */
  public String next() throws IOException {
    Line line = reader.next();
    if (line == null || reader.damaged() != null) {
      if (reader.damaged() != null) {
        throw new FormatException(
            "document-damaged",
            number,
            "The document breaks off after line " + number + ": " + reader.damaged());
      }
      return null;
    }
    number = line.number();
    if (line.bytes().length >= LineReader.MAX_LINE_BYTES) {
      throw new FormatException(
          "line-too-long",
          number,
          "Line " + number + " has more than " + LineReader.MAX_LINE_BYTES + " bytes");
    }
    String text = new String(line.bytes(), charset);
    if (number == 1 && text.startsWith("\uFEFF")) {
      return text.substring(1);
    }
    return number == 1 && text.startsWith(UTF8_MARK_AS_LATIN) ? text.substring(3) : text;
  }

  /** Number of the line handed out last, from 1; 0 before the first. */
  public long number() {
    return number;
  }
}
