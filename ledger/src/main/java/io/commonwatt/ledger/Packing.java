package io.commonwatt.ledger;

import java.io.ByteArrayOutputStream;

/** Numbers in as few bytes as they need: seven bits to a byte, the lowest first. */
final class Packing {

  private Packing() {}

  /** Writes a number that is small when not negative. */
  static void writeUnsigned(ByteArrayOutputStream out, long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Writes a number that is small when near to zero. */
  static void writeSigned(ByteArrayOutputStream out, long number) {
    writeUnsigned(out, (number << 1) ^ (number >> 63));
  }

  /** Reads on from a position. Not thread-safe. */
  static final class Reader {
    private final byte[] bytes;
    private int position;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean hasMore() {
      return position < bytes.length;
    }

    int position() {
      return position;
    }

    void skipTo(int target) {
      position = target;
    }

    long readUnsigned() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[position++];
        number |= (next & 0x7FL) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }

    long readSigned() {
      long number = readUnsigned();
      return (number >>> 1) ^ -(number & 1);
    }
  }
}
