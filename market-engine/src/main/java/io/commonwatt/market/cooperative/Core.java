package io.commonwatt.market.cooperative;

/**
 * Whether shares lie in the core: no coalition gets less than it is worth alone. Gillies 1959.
 *
 * @param worstExcess greatest value − share sum over all coalitions but none and all; at most 0 in
 *     the core
 * @param worstCoalition the one it belongs to
 * @param budgetGap value of all − Σ shares; 0 when everything is shared out
 */
public record Core(double worstExcess, long worstCoalition, double budgetGap) {

  /** Looks at every coalition of a game of at most {@link TabulatedGame#EXACT_MEMBERS} members. */
  public static Core check(CharacteristicFunction game, double[] shares) {
    TabulatedGame table = TabulatedGame.of(game);
    double worst = Double.NEGATIVE_INFINITY;
    long worstCoalition = 0;
    for (long coalition = 1; coalition < table.everyone(); coalition++) {
      double excess = table.value(coalition) - sum(shares, coalition);
      if (excess > worst) {
        worst = excess;
        worstCoalition = coalition;
      }
    }
    double gap = table.value(table.everyone()) - sum(shares, table.everyone());
    return new Core(worst, worstCoalition, gap);
  }

  /** Whether no coalition gains more than a tolerance by leaving. */
  public boolean holds(double tolerance) {
    return worstExcess <= tolerance && Math.abs(budgetGap) <= tolerance;
  }

  /** Σ of the shares of a coalition. */
  static double sum(double[] shares, long coalition) {
    double sum = 0;
    for (long left = coalition; left != 0; left &= left - 1) {
      sum += shares[Long.numberOfTrailingZeros(left)];
    }
    return sum;
  }
}
