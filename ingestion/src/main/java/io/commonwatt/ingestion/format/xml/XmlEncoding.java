package io.commonwatt.ingestion.format.xml;

import io.commonwatt.ingestion.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the encoding of a document by its first bytes and its declaration, and decodes it strictly:
 * bytes that are no signs are a failure, never a replacement.
 */
final class XmlEncoding {

  private static final int LOOK = 256;
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]*?\\bencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

  private XmlEncoding() {}

  /**
   * The document as signs, without a byte order mark.
   *
   * @throws FormatException code {@code xml-encoding} when the declared encoding is not known
   */
  static Reader decode(InputStream in) throws IOException {
    byte[] head = in.readNBytes(LOOK);
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (startsWith(head, 0xFE, 0xFF) || startsWith(head, 0xFF, 0xFE)) {
      mark = 2;
      charset = head[0] == (byte) 0xFE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    } else if (startsWith(head, 0, '<')) {
      charset = StandardCharsets.UTF_16BE;
    } else if (startsWith(head, '<', 0)) {
      charset = StandardCharsets.UTF_16LE;
    } else {
      charset = declared(new String(head, StandardCharsets.ISO_8859_1));
    }
    InputStream whole =
        new SequenceInputStream(
            new ByteArrayInputStream(Arrays.copyOfRange(head, mark, head.length)), in);
    return new InputStreamReader(
        whole,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static Charset declared(String head) {
    Matcher declaration = DECLARED.matcher(head);
    if (!declaration.find()) {
      return StandardCharsets.UTF_8;
    }
    String name = declaration.group(1);
    try {
      Charset charset = Charset.forName(name);
      // A declaration that could be read byte by byte is in no encoding of wider signs.
      boolean wide = name.toUpperCase(Locale.ROOT).startsWith("UTF-16");
      boolean readable = Arrays.equals("<?xml".getBytes(charset), asciiStart());
      if (!wide && readable) {
        return charset;
      }
    } catch (IllegalCharsetNameException
        | UnsupportedCharsetException
        | UnsupportedOperationException e) {
      // Falls through to the refusal.
    }
    throw new FormatException(
        "xml-encoding",
        1,
        "The document declares the encoding '"
            + XmlReader.shorten(name)
            + "', which it is not in or which is not known; send it in UTF-8");
  }

  private static byte[] asciiStart() {
    return "<?xml".getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean startsWith(byte[] head, int... start) {
    if (head.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((head[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
