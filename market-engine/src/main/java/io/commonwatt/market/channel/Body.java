package io.commonwatt.market.channel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

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

  /** Bytes of profiles, all of the same length. */
  public static byte[] ofProfiles(double[]... profiles) {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            2 * Integer.BYTES + profiles.length * profiles[0].length * Double.BYTES);
    bytes.putInt(profiles.length).putInt(profiles[0].length);
    for (double[] profile : profiles) {
      for (double value : profile) {
        bytes.putDouble(value);
      }
    }
    return bytes.array();
  }

  /** Profiles of a body that {@link #ofProfiles} wrote. */
  public static double[][] readProfiles(byte[] body) {
    ByteBuffer bytes = ByteBuffer.wrap(body);
    double[][] profiles = new double[bytes.getInt()][];
    int length = bytes.getInt();
    for (int i = 0; i < profiles.length; i++) {
      profiles[i] = new double[length];
      for (int j = 0; j < length; j++) {
        profiles[i][j] = bytes.getDouble();
      }
    }
    return profiles;
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
