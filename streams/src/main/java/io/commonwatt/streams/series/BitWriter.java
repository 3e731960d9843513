package io.commonwatt.streams.series;

/**
 * Appends Rice-coded numbers, bit by bit, to {@link Bytes}: the quotient by 2^k in ones and a zero,
 * then k bits; after {@link #ESCAPE} ones a number follows whole. Not thread-safe.
 */
final class BitWriter {
  /** So many ones announce a number of 64 bits. */
  static final int ESCAPE = 20;

  private final Bytes out;
  private int pending;
  private int count;

  BitWriter(Bytes out) {
    this.out = out;
  }

  /** The parameter k that suits numbers of a mean. */
  static int parameter(long sum, int count) {
    long mean = count == 0 ? 0 : sum / count;
    return Math.min(40, 64 - Long.numberOfLeadingZeros(Math.max(0, mean * 2 / 3)));
  }

  void put(long number, int parameter) {
    long quotient = number >>> parameter;
    if (quotient >= ESCAPE) {
      bits(-1L, ESCAPE);
      bits(number, 64);
      return;
    }
    bits((1L << quotient + 1) - 2, (int) quotient + 1);
    bits(number, parameter);
  }

  private void bits(long value, int width) {
    for (int left = width; left > 0; ) {
      int take = Math.min(left, 8 - count);
      int part = (int) (value >>> left - take) & (1 << take) - 1;
      pending = pending << take | part;
      count += take;
      left -= take;
      if (count == 8) {
        out.putByte(pending);
        pending = 0;
        count = 0;
      }
    }
  }

  /** Fills the last byte with zeros. */
  void end() {
    if (count > 0) {
      out.putByte(pending << 8 - count);
      pending = 0;
      count = 0;
    }
  }
}
