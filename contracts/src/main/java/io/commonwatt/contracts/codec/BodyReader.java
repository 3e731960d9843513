package io.commonwatt.contracts.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads Avro's binary encoding from a byte array and never past its end, whatever the bytes say: a
 * damaged length is an {@link UndecodableException}, not an allocation. Not thread-safe.
 */
final class BodyReader {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int limit;
  private int position;

  BodyReader(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.position = from;
    this.limit = limit;
  }

  int remaining() {
    return limit - position;
  }

  int position() {
    return position;
  }

  long readLong() {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte part = next();
      raw |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new UndecodableException("number of more than ten bytes before byte " + position);
  }

  int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new UndecodableException(value + " is no int, before byte " + position);
    }
    return (int) value;
  }

  double readDouble() {
    need(Double.BYTES, "a double");
    long bits = (long) LONG.get(bytes, position);
    position += Double.BYTES;
    return Double.longBitsToDouble(bits);
  }

  boolean readBoolean() {
    byte value = next();
    if (value != 0 && value != 1) {
      throw new UndecodableException(value + " is no boolean, before byte " + position);
    }
    return value == 1;
  }

  String readString() {
    int length = readLength("a string");
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  byte[] readBytes() {
    int length = readLength("bytes");
    byte[] value = new byte[length];
    System.arraycopy(bytes, position, value, 0, length);
    position += length;
    return value;
  }

  void skip(int length) {
    need(length, "a skipped field");
    position += length;
  }

  void skipLengthPrefixed() {
    skip(readLength("a skipped field"));
  }

  /**
   * Number of elements of the next array block, 0 after the last.
   *
   * @param elementBytes least size of an element, bytes
   */
  int readBlockCount(int elementBytes) {
    long count = readLong();
    if (count < 0) {
      readLong(); // Size of the block in bytes: not needed, every element is read.
      count = -count;
    }
    if (count < 0 || count > remaining() / elementBytes) {
      throw truncated("an array of " + count + " elements");
    }
    return (int) count;
  }

  private int readLength(String what) {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw truncated(what + " of " + length + " bytes");
    }
    return (int) length;
  }

  private byte next() {
    need(1, "a number");
    return bytes[position++];
  }

  private void need(int length, String what) {
    if (length > remaining()) {
      throw truncated(what);
    }
  }

  private UndecodableException truncated(String what) {
    return new UndecodableException(
        "truncated or damaged: " + what + " at byte " + position + ", the body ends at " + limit);
  }
}
