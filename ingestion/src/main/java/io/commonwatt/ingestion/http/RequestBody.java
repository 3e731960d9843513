package io.commonwatt.ingestion.http;

import com.sun.net.httpserver.HttpExchange;
import io.commonwatt.ingestion.door.intake.FileHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A body, unpacked.
 *
 * @param content its bytes
 * @param sha256 of them, hex
 */
record RequestBody(byte[] content, String sha256) {

  private static final int BUFFER = 1 << 14;

  /** Header and trailer with nothing between. */
  private static final int LEAST_GZIP_BYTES = 18;

  /** What is read and thrown away of a body that is refused, so that its sender hears why. */
  private static final int DRAINED_BYTES = 32 << 20;

  /** Reads a body as it was sent. */
  static byte[] read(HttpExchange exchange, HttpDoorSettings settings)
      throws HttpRefusal, IOException {
    return atMost(exchange.getRequestBody(), settings.maxBodyBytes(), "as sent");
  }

  /**
   * How many bytes a body has when it is unpacked, by its own trailer; 0 when it is not packed.
   * More than that are not unpacked.
   */
  static int unpackedBytes(HttpExchange exchange, byte[] sent, HttpDoorSettings settings)
      throws HttpRefusal {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if (encoding == null || encoding.equals("identity")) {
      return 0;
    }
    if (!encoding.equals("gzip")) {
      throw new HttpRefusal(
          HttpError.BAD_ENCODING, "Content-Encoding is '" + encoding + "'; expected gzip or none");
    }
    ByteBuffer packed = ByteBuffer.wrap(sent).order(ByteOrder.LITTLE_ENDIAN);
    if (sent.length < LEAST_GZIP_BYTES
        || (packed.getShort(0) & 0xffff) != GZIPInputStream.GZIP_MAGIC) {
      throw new HttpRefusal(HttpError.BAD_ENCODING, "The body is not whole gzip data");
    }
    long bytes = Integer.toUnsignedLong(packed.getInt(sent.length - Integer.BYTES));
    if (bytes > settings.maxContentBytes()) {
      throw tooLarge(settings.maxContentBytes(), "unpacked");
    }
    return (int) bytes;
  }

  /** Unpacks a body that is packed. */
  static RequestBody of(HttpExchange exchange, byte[] sent, int unpackedBytes)
      throws HttpRefusal, IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    byte[] content = packed ? unpack(sent, unpackedBytes) : sent;
    return new RequestBody(content, HexFormat.of().formatHex(FileHash.digest().digest(content)));
  }

  /** Reads on for a while and forgets. */
  static void drain(HttpExchange exchange) {
    try {
      byte[] buffer = new byte[BUFFER];
      InputStream in = exchange.getRequestBody();
      int read = in.read(buffer);
      for (long left = DRAINED_BYTES; read >= 0 && left > 0; left -= read) {
        read = in.read(buffer);
      }
    } catch (IOException e) {
      // The sender is gone; nobody is left to hear the answer.
    }
  }

  private static byte[] unpack(byte[] sent, int bytes) throws HttpRefusal, IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      byte[] content = in.readNBytes(bytes);
      if (content.length < bytes || in.read() >= 0) {
        throw new HttpRefusal(
            HttpError.BAD_ENCODING,
            "The body is not one gzip member of " + bytes + " bytes, as its trailer says");
      }
      return content;
    } catch (ZipException | EOFException e) {
      throw new HttpRefusal(
          HttpError.BAD_ENCODING, "The body is not whole gzip data: " + e.getMessage());
    }
  }

  private static byte[] atMost(InputStream in, int limit, String how)
      throws HttpRefusal, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      if (out.size() > limit) {
        throw tooLarge(limit, how);
      }
    }
    return out.toByteArray();
  }

  static HttpRefusal tooLarge(int limit, String how) {
    return new HttpRefusal(
        HttpError.TOO_LARGE,
        "The body has more than " + limit + " bytes " + how + "; split it into several imports");
  }
}
