package io.commonwatt.streams.series;

/** Reads what {@link BitWriter} wrote; end it before reading on behind. Not thread-safe. */
final class BitReader {
  private final Bytes in;

  /** Bits read ahead, at the low end. */
  private long pending;

  private int count;

  BitReader(Bytes in) {
    this.in = in;
  }

  long get(int parameter) {
    fill();
    int ones = Math.min(BitWriter.ESCAPE, Long.numberOfLeadingZeros(~(pending << 64 - count)));
    if (ones == BitWriter.ESCAPE) {
      count -= ones;
      return bits(32) << 32 | bits(32);
    }
    count -= ones + 1;
    return (long) ones << parameter | bits(parameter);
  }

  /** The next bits, 56 at most. */
  private long bits(int width) {
    if (count < width) {
      fill();
    }
    count -= width;
    return pending >>> count & (1L << width) - 1;
  }

  private void fill() {
    while (count <= 56 && !in.isAtEnd()) {
      pending = pending << 8 | in.getByte() & 0xff;
      count += 8;
    }
  }

  /** Passes over the rest of the last byte, and gives back what was read ahead. */
  void end() {
    in.skip(-(count / 8));
    count = 0;
  }
}
