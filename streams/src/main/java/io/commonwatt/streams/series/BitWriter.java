package io.commonwatt.streams.series;

/**
 * Appends Rice-coded numbers, bit by bit, to {@link Bytes}: the quotient by 2^k in ones and a zero,
 * then k bits; after {@link #ESCAPE} ones a number follows whole. Not thread-safe.
 */
final class BitWriter {
  /** So many ones announce a number of 64 bits. */
  static final int ESCAPE = 20;

  private final Bytes out;

  /** Bits not yet written, at the low end; less than a byte between calls. */
  private long pending;

  private int count;

  BitWriter(Bytes out) {
    this.out = out;
  }

  /** The parameter k that suits numbers of a mean. */
  static int parameter(long sum, int count) {
    long mean = count == 0 ? 0 : sum / count;
    return Math.min(40, 64 - Long.numberOfLeadingZeros(Math.max(0, mean / 2)));
  }

  void put(long number, int parameter) {
    long quotient = number >>> parameter;
    if (quotient >= ESCAPE) {
      bits(-1L, ESCAPE);
      bits(number >>> 32, 32);
      bits(number, 32);
      return;
    }
    bits((1L << quotient + 1) - 2, (int) quotient + 1);
    bits(number, parameter);
  }

  /** Appends the low bits of a value, 56 at most. */
  private void bits(long value, int width) {
    pending = pending << width | value & (1L << width) - 1;
    count += width;
    while (count >= 8) {
      count -= 8;
      out.putByte((int) (pending >>> count));
    }
  }

  /** Fills the last byte with zeros. */
  void end() {
    if (count > 0) {
      out.putByte((int) (pending << 8 - count));
      count = 0;
    }
  }
}
