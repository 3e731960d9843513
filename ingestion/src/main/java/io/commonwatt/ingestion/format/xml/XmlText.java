package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.FormatException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes an XML document in UTF-8, indented. Not thread-safe. */
public final class XmlText {

  private final BufferedWriter out;
  private final Deque<String> open = new ArrayDeque<>();

  public XmlText(OutputStream out) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    this.out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  }

  /**
   * Opens an element.
   *
   * @param attributes name, value, name, value…
   */
  public XmlText start(String name, String... attributes) throws IOException {
    tag(name, attributes);
    out.write(">\n");
    open.push(name);
    return this;
  }

  /** Closes the innermost element. */
  public XmlText end() throws IOException {
    String name = open.pop();
    indent();
    out.write("</");
    out.write(name);
    out.write(">\n");
    return this;
  }

  /** An element that holds a text. */
  public XmlText element(String name, String text, String... attributes) throws IOException {
    tag(name, attributes);
    out.write('>');
    escape(text);
    out.write("</");
    out.write(name);
    out.write(">\n");
    return this;
  }

  /** An element that holds a number. */
  public XmlText element(String name, long number) throws IOException {
    return element(name, Long.toString(number));
  }

  /** An element with attributes only. */
  public XmlText empty(String name, String... attributes) throws IOException {
    tag(name, attributes);
    out.write("/>\n");
    return this;
  }

  /** Hands everything to the stream below. */
  public void flush() throws IOException {
    out.flush();
  }

  private void tag(String name, String... attributes) throws IOException {
    indent();
    out.write('<');
    out.write(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.write(' ');
      out.write(attributes[i]);
      out.write("=\"");
      escape(attributes[i + 1]);
      out.write('"');
    }
  }

  private void indent() throws IOException {
    for (int i = 0; i < open.size(); i++) {
      out.write(' ');
    }
  }

  private void escape(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      switch (sign) {
        case '<' -> out.write("&lt;");
        case '>' -> out.write("&gt;");
        case '&' -> out.write("&amp;");
        case '"' -> out.write("&quot;");
        case '\n', '\r', '\t' -> out.write("&#" + (int) sign + ";");
        default -> {
          if (sign < ' ' || sign == '\uFFFE' || sign == '\uFFFF') {
            throw new FormatException(
                "xml-text", 0, "XML cannot carry the sign " + (int) sign + " of '" + text + "'");
          }
          out.write(sign);
        }
      }
    }
  }
}
