package io.commonwatt.market.clearing;

import java.math.BigInteger;

/** Quotient and remainder of a product that may need 128 bits. */
final class WideDivision {

  private WideDivision() {}

  /**
   * Divides one · other by the divisor.
   *
   * @param one non-negative
   * @param other non-negative, at most the divisor
   * @param divisor positive
   * @param quotients takes the quotient at a place
   * @param remainders takes the remainder at that place
   */
  static void divide(
      long one, long other, long divisor, long[] quotients, long[] remainders, int place) {
    if (Math.multiplyHigh(one, other) == 0 && one * other >= 0) {
      quotients[place] = one * other / divisor;
      remainders[place] = one * other % divisor;
      return;
    }
    BigInteger[] parts =
        BigInteger.valueOf(one)
            .multiply(BigInteger.valueOf(other))
            .divideAndRemainder(BigInteger.valueOf(divisor));
    quotients[place] = parts[0].longValueExact();
    remainders[place] = parts[1].longValueExact();
  }
}
