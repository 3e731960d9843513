package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The root of a document, as far as its first bytes show.
 *
 * @param name local name
 * @param namespace empty when it has none
 */
public record XmlHead(String name, String namespace) {

  /** Reads it; empty when the bytes are no XML up to there. */
  public static Optional<XmlHead> of(byte[] head) {
    try {
      XmlReader xml = XmlReader.open(new ByteArrayInputStream(head));
      return Optional.of(new XmlHead(xml.name(), xml.namespace()));
    } catch (FormatException | IOException e) {
      return Optional.empty();
    }
  }

  /** Whether the first bytes are XML at all and hold a text. */
  public static boolean mentions(byte[] head, String text) {
    String start = new String(head, StandardCharsets.ISO_8859_1);
    int markup = start.indexOf('<');
    return markup >= 0 && markup <= 8 + leadingBlanks(start) && start.contains(text);
  }

  private static int leadingBlanks(String start) {
    int at = 0;
    while (at < start.length() && Character.isWhitespace(start.charAt(at))) {
      at++;
    }
    return at;
  }
}
