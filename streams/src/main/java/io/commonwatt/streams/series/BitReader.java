package io.commonwatt.streams.series;

/** Reads what {@link BitWriter} wrote. Not thread-safe. */
final class BitReader {
  private final Bytes in;
  private int pending;
  private int count;

  BitReader(Bytes in) {
    this.in = in;
  }

  long get(int parameter) {
    int ones = 0;
    while (ones < BitWriter.ESCAPE && bits(1) == 1) {
      ones++;
    }
    return ones == BitWriter.ESCAPE ? bits(64) : (long) ones << parameter | bits(parameter);
  }

  private long bits(int width) {
    long value = 0;
    for (int left = width; left > 0; ) {
      if (count == 0) {
        pending = in.getByte() & 0xff;
        count = 8;
      }
      int take = Math.min(left, count);
      value = value << take | pending >>> count - take & (1 << take) - 1;
      count -= take;
      left -= take;
    }
    return value;
  }
}
