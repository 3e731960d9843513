package io.commonwatt.contracts.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Avro's binary encoding into a growing array. Not thread-safe. */
final class BodyWriter {

  private static final int MAX_VARINT = 10;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] buffer;
  private int size;

  BodyWriter(byte[] buffer) {
    this.buffer = buffer;
  }

  byte[] buffer() {
    return buffer;
  }

  byte[] copy() {
    return Arrays.copyOf(buffer, size);
  }

  void writeRaw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  void writeLong(long value) {
    reserve(MAX_VARINT);
    long raw = (value << 1) ^ (value >> 63);
    while ((raw & ~0x7FL) != 0) {
      buffer[size++] = (byte) ((raw & 0x7F) | 0x80);
      raw >>>= 7;
    }
    buffer[size++] = (byte) raw;
  }

  void writeDouble(double value) {
    reserve(Double.BYTES);
    LONG.set(buffer, size, Double.doubleToRawLongBits(value));
    size += Double.BYTES;
  }

  void writeBoolean(boolean value) {
    reserve(1);
    buffer[size++] = (byte) (value ? 1 : 0);
  }

  void writeString(String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      if (value.charAt(i) >= 0x80) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
        return;
      }
    }
    writeLong(length);
    reserve(length);
    for (int i = 0; i < length; i++) {
      buffer[size++] = (byte) value.charAt(i);
    }
  }

  void writeBytes(byte[] value) {
    writeLong(value.length);
    writeRaw(value);
  }

  private void reserve(int length) {
    int needed = Math.addExact(size, length);
    if (needed > buffer.length) {
      int doubled = (int) Math.min(2L * buffer.length, Integer.MAX_VALUE - 8);
      buffer = Arrays.copyOf(buffer, Math.max(doubled, needed));
    }
  }
}
