package io.commonwatt.market.clearing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Splits an integer by weights: floored shares, the rest by largest remainder, ties by place. */
final class Shares {

  private Shares() {}

  /**
   * Shares of a total in proportion to weights.
   *
   * @param total at most the sum of the weights, so that no share exceeds its weight
   * @param weights non-negative, at least one positive
   * @return one share per weight, adding up to the total
   */
  static long[] proRata(long total, long[] weights) {
    BigInteger sum = BigInteger.ZERO;
    for (long weight : weights) {
      sum = sum.add(BigInteger.valueOf(weight));
    }
    long[] shares = new long[weights.length];
    List<Rest> rests = new ArrayList<>();
    long left = total;
    for (int i = 0; i < weights.length; i++) {
      BigInteger[] parts =
          BigInteger.valueOf(total)
              .multiply(BigInteger.valueOf(weights[i]))
              .divideAndRemainder(sum);
      shares[i] = parts[0].longValueExact();
      left -= shares[i];
      rests.add(new Rest(i, parts[1]));
    }
    rests.sort(Comparator.comparing(Rest::remainder).reversed().thenComparingInt(Rest::index));
    for (int i = 0; i < left; i++) {
      shares[rests.get(i).index()]++;
    }
    return shares;
  }

  private record Rest(int index, BigInteger remainder) {}
}
