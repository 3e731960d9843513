package io.commonwatt.ingestion.format.dsmr;

import io.commonwatt.ingestion.format.DocumentLines;
import io.commonwatt.ingestion.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the telegrams in a stream: from a line that begins with a slash to one that begins with an
 * exclamation mark. What stands between them is skipped. A checksum is verified where there is one
 * (DSMR 4 and later); line ends count as CR LF, which transports like to change. Not thread-safe.
 */
final class TelegramReader {

  private static final int MAX_LINES = 1000;
  private static final int MAX_CHARACTERS = 1 << 16;

  private final DocumentLines lines;

  TelegramReader(InputStream in) {
    this.lines = new DocumentLines(in, StandardCharsets.ISO_8859_1);
  }

  /**
   * The next telegram; null at the end.
   *
   * @throws FormatException when a telegram is cut off, damaged or too long
   */
  Telegram next() throws IOException {
    String text = lines.next();
    while (text != null && !text.startsWith("/")) {
      text = lines.next();
    }
    return text == null ? null : telegram(text);
  }

  private Telegram telegram(String header) throws IOException {
    long first = lines.number();
    Crc16 crc = new Crc16();
    int characters = 0;
    List<Telegram.DataObject> objects = new ArrayList<>();
    String pending = null;
    long pendingLine = 0;
    String text = header;
    while (!text.startsWith("!")) {
      crc.add(text.getBytes(StandardCharsets.ISO_8859_1));
      crc.add('\r');
      crc.add('\n');
      characters += text.length();
      if (text.startsWith("(") && pending != null) {
        pending += text.strip();
      } else {
        add(objects, pendingLine, pending);
        pending = text.isBlank() || lines.number() == first ? null : text.strip();
        pendingLine = lines.number();
      }
      if (lines.number() - first > MAX_LINES || characters > MAX_CHARACTERS) {
        throw refused("dsmr-too-long", first, "has more than 1000 lines or 64 KiB");
      }
      text = lines.next();
      if (text == null) {
        throw refused("dsmr-incomplete", first, "is cut off: no line begins with '!'");
      }
      if (text.startsWith("/")) {
        throw refused("dsmr-incomplete", first, "is cut off: the next one begins inside it");
      }
    }
    add(objects, pendingLine, pending);
    crc.add('!');
    check(text.substring(1).strip(), crc.value(), first);
    return new Telegram(first, header.substring(1).strip(), objects);
  }

  private static void add(List<Telegram.DataObject> objects, long line, String text) {
    if (text != null) {
      objects.add(Telegram.DataObject.of(line, text));
    }
  }

  private void check(String sent, int computed, long first) {
    if (sent.isEmpty()) {
      return;
    }
    int expected;
    try {
      expected = sent.length() <= 4 ? Integer.parseInt(sent, 16) : -1;
    } catch (NumberFormatException e) {
      expected = -1;
    }
    if (expected != computed) {
      throw new FormatException(
          "dsmr-checksum",
          lines.number(),
          "Telegram of line "
              + first
              + " has checksum '"
              + (sent.length() > 8 ? sent.substring(0, 8) : sent)
              + "', but its content has "
              + String.format("%04X", computed)
              + "; it was damaged on its way");
    }
  }

  private static FormatException refused(String code, long line, String what) {
    return new FormatException(code, line, "Telegram of line " + line + " " + what);
  }
}
