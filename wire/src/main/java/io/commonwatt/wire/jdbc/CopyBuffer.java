package io.commonwatt.wire.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Fields in PostgreSQL's binary COPY format, appended to one array that grows and is kept from
 * batch to batch. Each method writes one field, length included; null writes SQL null. Text loses
 * nothing but U+0000, which PostgreSQL cannot hold: it becomes U+FFFD. Not thread-safe.
 */
public final class CopyBuffer {

  /** 2000-01-01T00:00:00Z, PostgreSQL's epoch, in seconds of 1970. */
  static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;

  /** Longest text a key field holds, bytes; an index entry has room for 2704 in all. */
  static final int MAX_KEY_BYTES = 500;

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long LEAST_SECONDS = -210_866_803_200L; // 4714-11-24 BC
  private static final long GREATEST_SECONDS = 9_224_318_015_999L; // 294276-12-31
  private static final int FLOAT4_OID = 700;
  private static final int FLOAT8_OID = 701;
  private static final int TEXT_OID = 25;
  private static final int SHA256_HEX_BYTES = 64;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int initialBytes;
  private byte[] bytes;
  private int size;

  /** A buffer that starts with this many bytes and returns to it after a batch far beyond. */
  public CopyBuffer(int initialBytes) {
    this.initialBytes = initialBytes;
    this.bytes = new byte[initialBytes];
  }

  /** Bytes written. */
  public int size() {
    return size;
  }

  /** The array behind it, valid up to {@link #size()} and until the next write. */
  byte[] array() {
    return bytes;
  }

  /** Forgets what was written; gives a very large array back. */
  void clear(int keptBytes) {
    size = 0;
    if (bytes.length > Math.max(initialBytes, keptBytes)) {
      bytes = new byte[initialBytes];
    }
  }

  void beginRow(int fields) {
    reserve(Short.BYTES);
    SHORT.set(bytes, size, (short) fields);
    size += Short.BYTES;
  }

  public void writeNull() {
    writeInt(-1);
  }

  public void writeInt8(long value) {
    reserve(Integer.BYTES + Long.BYTES);
    INT.set(bytes, size, Long.BYTES);
    LONG.set(bytes, size + Integer.BYTES, value);
    size += Integer.BYTES + Long.BYTES;
  }

  public void writeInt4(int value) {
    reserve(2 * Integer.BYTES);
    INT.set(bytes, size, Integer.BYTES);
    INT.set(bytes, size + Integer.BYTES, value);
    size += 2 * Integer.BYTES;
  }

  public void writeFloat8(double value) {
    writeInt8(Double.doubleToRawLongBits(value));
  }

  public void writeBool(boolean value) {
    reserve(Integer.BYTES + 1);
    INT.set(bytes, size, 1);
    bytes[size + Integer.BYTES] = (byte) (value ? 1 : 0);
    size += Integer.BYTES + 1;
  }

  /** Microseconds, finer parts cut off; beyond what PostgreSQL holds becomes ±infinity. */
  public void writeTimestamp(Instant value) {
    if (value == null) {
      writeNull();
      return;
    }
    long seconds = value.getEpochSecond();
    if (seconds > GREATEST_SECONDS || seconds < LEAST_SECONDS) {
      writeInt8(seconds > 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
      return;
    }
    writeInt8((seconds - POSTGRES_EPOCH_SECONDS) * MICROS_PER_SECOND + value.getNano() / 1_000);
  }

  public void writeText(String value) {
    if (value == null) {
      writeNull();
      return;
    }
    int start = size;
    writeInt(0);
    writeChars(value);
    INT.set(bytes, start, size - start - Integer.BYTES);
  }

  /** JSON text; must be valid JSON. */
  public void writeJsonb(String value) {
    if (value == null) {
      writeNull();
      return;
    }
    int start = size;
    writeInt(0);
    reserve(1);
    bytes[size++] = 1; // version of the binary form
    writeChars(value);
    INT.set(bytes, start, size - start - Integer.BYTES);
  }

  public void writeBytea(byte[] value) {
    if (value == null) {
      writeNull();
      return;
    }
    writeInt(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  public void writeFloat8Array(double[] values) {
    if (values == null) {
      writeNull();
      return;
    }
    int start = beginArray(FLOAT8_OID, values.length);
    for (double value : values) {
      writeFloat8(value);
    }
    INT.set(bytes, start, size - start - Integer.BYTES);
  }

  public void writeFloat8Array(List<Double> values) {
    if (values == null) {
      writeNull();
      return;
    }
    int start = beginArray(FLOAT8_OID, values.size());
    for (int i = 0; i < values.size(); i++) {
      writeFloat8(values.get(i));
    }
    INT.set(bytes, start, size - start - Integer.BYTES);
  }

  /** Rounded to single precision; what is greater than it holds becomes ±infinity. */
  public void writeFloat4Array(double[] values) {
    if (values == null) {
      writeNull();
      return;
    }
    int start = beginArray(FLOAT4_OID, values.length);
    reserve(2 * Integer.BYTES * values.length);
    for (double value : values) {
      INT.set(bytes, size, Float.BYTES);
      INT.set(bytes, size + Integer.BYTES, Float.floatToRawIntBits((float) value));
      size += 2 * Integer.BYTES;
    }
    INT.set(bytes, start, size - start - Integer.BYTES);
  }

  public void writeTextArray(List<String> values) {
    if (values == null) {
      writeNull();
      return;
    }
    int start = beginArray(TEXT_OID, values.size());
    for (int i = 0; i < values.size(); i++) {
      writeText(values.get(i));
    }
    INT.set(bytes, start, size - start - Integer.BYTES);
  }

  /**
   * Shortens the text field that begins at {@code start} to what an index entry can hold: its first
   * bytes and the SHA-256 of the whole.
   */
  void shortenKey(int start) {
    int from = start + Integer.BYTES;
    if (size - from <= MAX_KEY_BYTES) {
      return;
    }
    byte[] hash;
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, size - from);
      hash = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
    int kept = MAX_KEY_BYTES - SHA256_HEX_BYTES - 1;
    while ((bytes[from + kept] & 0xC0) == 0x80) {
      kept--; // not in the middle of a character
    }
    bytes[from + kept] = '#';
    System.arraycopy(hash, 0, bytes, from + kept + 1, SHA256_HEX_BYTES);
    size = from + kept + 1 + SHA256_HEX_BYTES;
    INT.set(bytes, start, size - from);
  }

  private int beginArray(int elementOid, int length) {
    int start = size;
    reserve(6 * Integer.BYTES);
    writeInt(0);
    writeInt(length == 0 ? 0 : 1); // dimensions
    writeInt(0); // no nulls
    writeInt(elementOid);
    if (length > 0) {
      writeInt(length);
      writeInt(1); // lower bound
    }
    return start;
  }

  private void writeInt(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
  }

  /** UTF-8; the way most text goes is plain ASCII, copied as it is read. */
  private void writeChars(String value) {
    int length = value.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == 0 || c >= 0x80) {
        byte[] encoded = value.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
        size -= i;
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  private void reserve(int more) {
    if (size + more > bytes.length || size + more < 0) {
      long wanted = Math.max((long) size + more, 2L * bytes.length);
      if (wanted > Integer.MAX_VALUE - 8) {
        throw new IllegalStateException("A batch of more than 2 GiB; flush more often");
      }
      bytes = Arrays.copyOf(bytes, (int) wanted);
    }
  }
}
