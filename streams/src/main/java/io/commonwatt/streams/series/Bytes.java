package io.commonwatt.streams.series;

import java.util.Arrays;

/**
 * A growing buffer of variable-length integers (7 bits a byte, least significant first; signed ones
 * zig-zag), and a cursor to read it back. Not thread-safe.
 */
final class Bytes {
  private byte[] data;
  private int at;

  /** An empty buffer to write. */
  Bytes() {
    this(new byte[96]);
  }

  /** A cursor at the beginning of {@code data}. */
  Bytes(byte[] data) {
    this.data = data;
  }

  void putByte(int value) {
    if (at == data.length) {
      data = Arrays.copyOf(data, data.length * 2);
    }
    data[at++] = (byte) value;
  }

  byte getByte() {
    return data[at++];
  }

  void putUnsigned(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      putByte((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    putByte((int) rest);
  }

  long getUnsigned() {
    long value = 0;
    int shift = 0;
    while (true) {
      byte next = data[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  void putSigned(long value) {
    putUnsigned(value << 1 ^ value >> 63);
  }

  long getSigned() {
    long coded = getUnsigned();
    return coded >>> 1 ^ -(coded & 1);
  }

  void putBytes(byte[] bytes) {
    putUnsigned(bytes.length);
    if (at + bytes.length > data.length) {
      data = Arrays.copyOf(data, Math.max(data.length * 2, at + bytes.length));
    }
    System.arraycopy(bytes, 0, data, at, bytes.length);
    at += bytes.length;
  }

  byte[] getBytes() {
    int length = (int) getUnsigned();
    at += length;
    return Arrays.copyOfRange(data, at - length, at);
  }

  /** Where the cursor stands. */
  int at() {
    return at;
  }

  /** Passes over so many bytes. */
  void skip(int length) {
    at += length;
  }

  /** What the cursor has not read yet. */
  byte[] rest() {
    return Arrays.copyOfRange(data, at, data.length);
  }

  /** Whether the cursor has read everything. */
  boolean isAtEnd() {
    return at == data.length;
  }

  /** What was written so far. */
  byte[] toArray() {
    return Arrays.copyOf(data, at);
  }
}
