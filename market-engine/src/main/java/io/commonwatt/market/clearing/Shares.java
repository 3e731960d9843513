package io.commonwatt.market.clearing;

import java.util.Arrays;
import java.util.Comparator;

/** Splits an integer by weights: floored shares, the rest by largest remainder, ties by place. */
final class Shares {

  private Shares() {}

  /**
   * Shares of a total in proportion to weights.
   *
   * @param total non-negative, at most the sum of the weights, so that no share exceeds its weight
   * @param weights non-negative, at least one positive unless the total is 0; their sum fits a long
   * @return one share per weight, adding up to the total
   */
  static long[] proRata(long total, long[] weights) {
    if (weights.length == 1) {
      return new long[] {total};
    }
    long sum = 0;
    for (long weight : weights) {
      sum += weight;
    }
    if (total == sum) {
      return weights.clone();
    }
    long[] shares = new long[weights.length];
    if (total == 0) {
      return shares;
    }
    long[] remainders = new long[weights.length];
    long left = total;
    for (int i = 0; i < weights.length; i++) {
      WideDivision.divide(total, weights[i], sum, shares, remainders, i);
      left -= shares[i];
    }
    if (left == 0) {
      return shares;
    }
    Integer[] places = new Integer[weights.length];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, Comparator.comparingLong((Integer i) -> remainders[i]).reversed());
    for (int i = 0; i < left; i++) {
      shares[places[i]]++;
    }
    return shares;
  }
}
