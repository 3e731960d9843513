package io.commonwatt.streams.vee;

/**
 * Brings the expectations of slots to a sum: gives each slot the same rank among what may be
 * expected of it. Of all ways to reach the sum this is the one with the least mean absolute error,
 * for there the next watt hour is as probable in each slot (Lagrange); in proportion to the mean,
 * the few large energies of a home would be spread over the hours it was quiet.
 */
final class SameRank {
  private static final int HALVINGS = 40;

  private SameRank() {}

  /**
   * Energies of one rank whose sum is nearest to {@code total}, Wh; beyond the least and the most
   * of the like days it is for the caller to scale.
   */
  static double[] of(Expectation[] slots, int count, double total) {
    double low = 0;
    double high = 1;
    if (sum(slots, count, high) <= total) {
      low = high;
    }
    for (int halving = 0; halving < HALVINGS && low < high; halving++) {
      double middle = (low + high) / 2;
      if (sum(slots, count, middle) <= total) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double[] wh = new double[count];
    for (int index = 0; index < count; index++) {
      wh[index] = slots[index].atRank(low);
    }
    return wh;
  }

  private static double sum(Expectation[] slots, int count, double rank) {
    double sum = 0;
    for (int index = 0; index < count; index++) {
      sum += slots[index].atRank(rank);
    }
    return sum;
  }
}
