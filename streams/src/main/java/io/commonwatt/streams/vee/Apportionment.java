package io.commonwatt.streams.vee;

/** Shares out whole watt hours in proportion, by largest remainder, ties to the earlier. */
final class Apportionment {
  private Apportionment() {}

  /**
   * Whole numbers that add up to {@code total}, in proportion to the first {@code count} weights;
   * equal parts when they are all zero.
   */
  static long[] of(double[] weights, int count, long total) {
    double sum = 0;
    for (int index = 0; index < count; index++) {
      sum += weights[index];
    }
    long[] shares = new long[count];
    double[] remainders = new double[count];
    long left = total;
    for (int index = 0; index < count; index++) {
      double exact = sum > 0 ? weights[index] / sum * total : (double) total / count;
      shares[index] = (long) Math.floor(exact);
      remainders[index] = exact - shares[index];
      left -= shares[index];
    }
    while (left != 0) {
      int chosen = -1;
      for (int index = 0; index < count; index++) {
        boolean may = left > 0 || shares[index] > 0;
        boolean better =
            chosen < 0
                || (left > 0
                    ? remainders[index] > remainders[chosen]
                    : remainders[index] < remainders[chosen]);
        if (may && better) {
          chosen = index;
        }
      }
      shares[chosen] += Long.signum(left);
      remainders[chosen] -= Long.signum(left);
      left -= Long.signum(left);
    }
    return shares;
  }
}
