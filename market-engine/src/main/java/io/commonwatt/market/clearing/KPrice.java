package io.commonwatt.market.clearing;

/**
 * A price between an ask and a bid, milli-cent per kWh, rounded down.
 *
 * @param kPercent 0 is the ask, 100 the bid
 */
record KPrice(int kPercent) {

  KPrice {
    if (kPercent < 0 || kPercent > 100) {
      throw new IllegalArgumentException("k is " + kPercent + " %; it must lie within 0 to 100 %");
    }
  }

  /** The price; {@code bid} is at least {@code ask}. */
  long between(long bid, long ask) {
    long spread = Math.subtractExact(bid, ask);
    return ask + spread / 100 * kPercent + spread % 100 * kPercent / 100;
  }

  /** Midpoint rounded down. */
  static long midpoint(long one, long other) {
    return (one & other) + ((one ^ other) >> 1);
  }
}
