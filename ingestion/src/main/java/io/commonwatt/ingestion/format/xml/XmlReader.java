package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.FormatException;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks through the elements of an XML document that nobody trusts. Document types, and with them
 * external entities and entity bombs, are refused; depth, tags, attributes, comments and texts are
 * bounded; nothing but the stream is ever opened. Not thread-safe.
 *
 * <p>An element is read by its children: at its start tag, {@code int depth = xml.depth(); while
 * (xml.nextChild(depth)) switch (xml.name()) …}, each child by {@link #text()}, {@link #skip()} or
 * a loop of its own.
 */
public final class XmlReader {

  /** Elements within elements beyond this are refused. */
  public static final int MAX_DEPTH = 64;

  /** A tag with its attributes, a comment or an instruction beyond this is refused, bytes. */
  public static final int MAX_TOKEN_BYTES = 1 << 16;

  /** A text that is read (not one that is skipped) beyond this is refused, characters. */
  public static final int MAX_TEXT = 4_096;

  private static final int MAX_REASON = 200;

  private final TokenLimit in;
  private final XMLStreamReader xml;
  private int event;
  private int depth;

  private XmlReader(TokenLimit in, XMLStreamReader xml) {
    this.in = in;
    this.xml = xml;
  }

  /**
   * Opens a document and moves to its root element.
   *
   * @throws FormatException code {@code xml-malformed}, {@code xml-encoding}, {@code xml-doctype}
   *     or {@code xml-token-size}
   */
  public static XmlReader open(InputStream bytes) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty("http://java.sun.com/xml/stream/properties/ignore-external-dtd", true);
    TokenLimit limited = new TokenLimit(bytes, MAX_TOKEN_BYTES);
    XMLStreamReader stream;
    try {
      stream = factory.createXMLStreamReader(XmlEncoding.decode(limited));
    } catch (FormatException e) {
      throw e;
    } catch (XMLStreamException | RuntimeException e) {
      throw refusal(limited, e, 1);
    }
    XmlReader reader = new XmlReader(limited, stream);
    while (reader.event != XMLStreamConstants.START_ELEMENT) {
      reader.advance();
    }
    return reader;
  }

  /** Moves to the next start or end tag; false at the end of the document. */
  public boolean next() throws IOException {
    do {
      if (event == XMLStreamConstants.END_DOCUMENT) {
        return false;
      }
      advance();
    } while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT);
    return true;
  }

  /**
   * Moves to the start tag of the next child of the element at that depth.
   *
   * @return false when that element ends, which is then where the reader stands
   */
  public boolean nextChild(int parentDepth) throws IOException {
    while (next()) {
      if (isStart() && depth == parentDepth + 1) {
        return true;
      }
      if (!isStart() && depth < parentDepth) {
        return false;
      }
    }
    return false;
  }

  /** Whether the reader stands at a start tag. */
  public boolean isStart() {
    return event == XMLStreamConstants.START_ELEMENT;
  }

  /** Elements that are open, the current one included at its start tag; the root is 1. */
  public int depth() {
    return depth;
  }

  /** Local name of the current tag. */
  public String name() {
    return xml.getLocalName();
  }

  /** Namespace of the current tag; empty when it has none. */
  public String namespace() {
    String uri = xml.getNamespaceURI();
    return uri == null ? "" : uri;
  }

  /** An attribute without namespace of the current start tag, trimmed; empty when absent. */
  public String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value.trim();
  }

  /** Line at which the reader stands, from 1. */
  public long line() {
    return Math.max(1, xml.getLocation().getLineNumber());
  }

  /**
   * At a start tag: the element's text, trimmed; moves to its end tag.
   *
   * @throws FormatException code {@code xml-text-size} when it is long, {@code xml-unexpected} when
   *     it has children
   */
  public String text() throws IOException {
    String element = name();
    StringBuilder text = new StringBuilder();
    while (true) {
      advance();
      switch (event) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (text.length() + xml.getTextLength() > MAX_TEXT) {
            throw fail(
                "xml-text-size", "Element '" + element + "' is longer than " + MAX_TEXT + " signs");
          }
          text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
        case XMLStreamConstants.START_ELEMENT ->
            throw fail(
                "xml-unexpected",
                "Element '" + element + "' holds '" + shorten(name()) + "', expected text only");
        case XMLStreamConstants.END_ELEMENT -> {
          return text.toString().trim();
        }
        default -> {
          // Comments and instructions say nothing.
        }
      }
    }
  }

  /** At a start tag: moves to its end tag. */
  public void skip() throws IOException {
    int outside = depth - 1;
    while (depth > outside) {
      advance();
    }
  }

  /** A refusal that names the current line. */
  public FormatException fail(String code, String message) {
    return new FormatException(code, line(), message);
  }

  /** A text fit for a message. */
  public static String shorten(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private void advance() throws IOException {
    in.restart();
    try {
      event = xml.next();
    } catch (XMLStreamException | RuntimeException e) {
      throw refusal(in, e, line());
    }
    if (event == XMLStreamConstants.START_ELEMENT) {
      depth++;
      if (depth > MAX_DEPTH) {
        throw fail("xml-depth", "Elements stand more than " + MAX_DEPTH + " deep");
      }
    } else if (event == XMLStreamConstants.END_ELEMENT) {
      depth--;
    } else if (event == XMLStreamConstants.DTD
        || event == XMLStreamConstants.ENTITY_REFERENCE
        || event == XMLStreamConstants.ENTITY_DECLARATION) {
      throw fail(
          "xml-doctype", "The document declares a document type or entities; remove the DOCTYPE");
    }
  }

  private static FormatException refusal(TokenLimit in, Exception cause, long line)
      throws IOException {
    if (in.failure() != null) {
      throw in.failure();
    }
    if (in.exceeded()) {
      return new FormatException(
          "xml-token-size",
          line,
          "A tag, comment or instruction is longer than " + MAX_TOKEN_BYTES + " bytes",
          cause);
    }
    long at = line;
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof XMLStreamException e && e.getLocation() != null) {
      at = Math.max(1, e.getLocation().getLineNumber());
    }
    return new FormatException(
        "xml-malformed", at, "The document is not well-formed XML: " + reason(message), cause);
  }

  /** What the parser says, without its place and its references to the standard. */
  private static String reason(String message) {
    int said = message.indexOf("Message: ");
    String reason = said < 0 ? message : message.substring(said + "Message: ".length());
    int key = reason.startsWith("http://www.w3.org/") ? reason.lastIndexOf('#') : -1;
    if (key >= 0) {
      reason = reason.substring(key + 1).replace('?', ' ').replace("&", ", ");
    }
    String line = reason.replace('\n', ' ');
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "…";
  }
}
