package io.commonwatt.market.channel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Canonical bytes of message bodies: big-endian, strings in modified UTF-8 with their length. */
public final class Body {

  private Body() {}

  /** Writes fields. */
  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads fields. */
  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /** Bytes of what the writer writes. */
  public static byte[] of(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      writer.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** What the reader reads from a body. */
  public static <T> T read(byte[] body, Reader<T> reader) {
    try {
      return reader.read(new DataInputStream(new ByteArrayInputStream(body)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "A message body of " + body.length + " bytes ended too early; sender and receiver differ",
          e);
    }
  }
}
