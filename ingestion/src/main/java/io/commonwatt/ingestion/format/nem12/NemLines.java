package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.ingestion.format.DocumentLines;
import io.commonwatt.ingestion.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The records between the header and the end of a meter data file. A file without either, or with
 * anything after its end, is refused: it may have lost data on its way. Not thread-safe.
 */
final class NemLines {

  private final DocumentLines lines;
  private final String prefix;

  /**
   * @param kind {@code NEM12} or {@code NEM13}
   * @param prefix of the codes of refusals
   */
  NemLines(InputStream in, String kind, String prefix) throws IOException {
    this.lines = new DocumentLines(in, StandardCharsets.UTF_8);
    this.prefix = prefix;
    NemLine first = line();
    if (first == null || !first.indicator().equals("100")) {
      throw new FormatException(
          prefix + "-header",
          first == null ? 0 : first.number(),
          "The file does not begin with a 100 record; it may have lost its beginning. Put '100,"
              + kind
              + ",<created>,<from>,<to>' before it when it is complete");
    }
    if (!first.cell(1).equalsIgnoreCase(kind)) {
      throw first.refused(
          prefix + "-header", "says format '" + first.cell(1) + "'; expected " + kind);
    }
  }

  /** The next record; null at the end. */
  NemLine next() throws IOException {
    NemLine line = line();
    if (line == null) {
      throw new FormatException(
          prefix + "-end",
          lines.number(),
          "The file ends after line "
              + lines.number()
              + " without a 900 record; it may have lost its end. Put '900' behind it when it is"
              + " complete");
    }
    if (line.indicator().equals("100")) {
      throw line.refused(prefix + "-header", "stands inside the file; split it before this line");
    }
    if (!line.indicator().equals("900")) {
      return line;
    }
    NemLine after = line();
    if (after != null) {
      throw after.refused(prefix + "-end", "follows the end of the file at line " + line.number());
    }
    return null;
  }

  private NemLine line() throws IOException {
    for (String text = lines.next(); text != null; text = lines.next()) {
      if (!text.isBlank()) {
        return NemLine.of(lines.number(), text);
      }
    }
    return null;
  }
}
