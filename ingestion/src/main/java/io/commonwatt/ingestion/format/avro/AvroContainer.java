package io.commonwatt.ingestion.format.avro;

import io.commonwatt.ingestion.format.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.avro.Schema;

/**
 * The blocks of an Avro object container file, read with limits that hold before memory is taken: a
 * length that a sender claims is never allocated unseen. Not thread-safe.
 */
final class AvroContainer {

  private static final int MAX_HEADER = 1 << 20;
  private static final int MAX_BLOCK = 16 << 20;
  private static final int SYNC_BYTES = 16;
  private static final int MAX_ENTRIES = 100;
  private static final int VARINT_BITS = 64;

  private final InputStream in;
  private final Schema schema;
  private final boolean deflated;
  private final byte[] sync;

  /**
   * A block.
   *
   * @param records how many it says it holds
   * @param content their bytes, inflated
   */
  record Block(long records, byte[] content) {}

  private AvroContainer(InputStream in, Map<String, byte[]> header, byte[] sync) {
    this.in = in;
    this.sync = sync;
    this.schema = parse(new String(entry(header, "avro.schema"), StandardCharsets.UTF_8));
    String codec =
        header.containsKey("avro.codec")
            ? new String(header.get("avro.codec"), StandardCharsets.UTF_8)
            : "null";
    if (!codec.equals("null") && !codec.equals("deflate")) {
      throw new FormatException(
          "avro-codec", 0, "The codec is '" + codec + "'; expected null or deflate");
    }
    this.deflated = codec.equals("deflate");
  }

  static AvroContainer open(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (!Arrays.equals(magic, new byte[] {'O', 'b', 'j', 1})) {
      throw new FormatException("avro-magic", 0, "The document is no Avro object container");
    }
    Map<String, byte[]> header = new HashMap<>();
    for (long count = readLong(in); count != 0; count = readLong(in)) {
      if (count < 0) {
        readLong(in);
        count = -count;
      }
      for (long left = count; left > 0; left--) {
        if (header.size() >= MAX_ENTRIES) {
          throw new FormatException("avro-header", 0, "The header has too many entries");
        }
        header.put(new String(readBytes(in), StandardCharsets.UTF_8), readBytes(in));
      }
    }
    return new AvroContainer(in, header, exactly(in, SYNC_BYTES));
  }

  Schema schema() {
    return schema;
  }

  /** The next block; null at the end. */
  Block next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    long records = readLong(in, first);
    long size = readLong(in);
    if (records < 0 || size < 0 || size > MAX_BLOCK) {
      throw new FormatException(
          "avro-block",
          0,
          "A block claims "
              + records
              + " records in "
              + size
              + " bytes; blocks have at most 16"
              + " MiB");
    }
    byte[] content = exactly(in, (int) size);
    if (!Arrays.equals(exactly(in, SYNC_BYTES), sync)) {
      throw new FormatException("avro-sync", 0, "A block does not end with the sync marker");
    }
    return new Block(records, deflated ? inflate(content) : content);
  }

  private static byte[] inflate(byte[] content) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(content);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 14];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new FormatException("avro-block", 0, "A deflated block is cut off");
        }
        out.write(buffer, 0, read);
        if (out.size() > MAX_BLOCK) {
          throw new FormatException("avro-block", 0, "A block inflates to more than 16 MiB");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new FormatException("avro-block", 0, "A block is not deflated: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private static Schema parse(String json) {
    try {
      return new Schema.Parser().parse(json);
    } catch (RuntimeException e) {
      throw new FormatException("avro-schema", 0, "The schema is not readable: " + e, e);
    }
  }

  private static byte[] entry(Map<String, byte[]> header, String name) {
    byte[] value = header.get(name);
    if (value == null) {
      throw new FormatException("avro-header", 0, "The header lacks '" + name + "'");
    }
    return value;
  }

  private static byte[] readBytes(InputStream in) throws IOException {
    long length = readLong(in);
    if (length < 0 || length > MAX_HEADER) {
      throw new FormatException("avro-header", 0, "A header entry claims " + length + " bytes");
    }
    return exactly(in, (int) length);
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it is cut off");
    }
    return bytes;
  }

  private static long readLong(InputStream in) throws IOException {
    return readLong(in, in.read());
  }

  /** A zig-zag number of variable length whose first byte was read. */
  private static long readLong(InputStream in, int first) throws IOException {
    long value = 0;
    int next = first;
    for (int shift = 0; shift < VARINT_BITS; shift += 7) {
      if (next < 0) {
        throw new EOFException("it is cut off");
      }
      value |= (next & 0x7FL) << shift;
      if ((next & 0x80) == 0) {
        return (value >>> 1) ^ -(value & 1);
      }
      next = in.read();
    }
    throw new FormatException("avro-block", 0, "A length has more than ten bytes");
  }
}
