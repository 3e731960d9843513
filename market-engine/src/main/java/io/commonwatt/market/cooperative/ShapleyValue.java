package io.commonwatt.market.cooperative;

import java.util.SplittableRandom;

/**
 * The Shapley value: what each member adds, averaged over every order in which they may arrive.
 * Shapley 1953, A value for n-person games. Stateless and thread-safe.
 */
public final class ShapleyValue {

  /** Half-widths are given at 95 %: quantile of the normal distribution. */
  private static final double QUANTILE_95 = 1.959963984540054;

  private ShapleyValue() {}

  /**
   * Shares estimated from random orders.
   *
   * @param shares one per member; they add up to the value of all
   * @param halfWidths of the 95 % confidence interval of each share
   * @param orders how many orders were drawn
   */
  public record Sampled(double[] shares, double[] halfWidths, int orders) {}

  /**
   * The exact value.
   *
   * @throws IllegalArgumentException above {@link TabulatedGame#EXACT_MEMBERS} members
   */
  public static double[] exact(CharacteristicFunction game) {
    return within(TabulatedGame.of(game), game.everyone());
  }

  /** The exact value of the game played by a coalition alone; 0 for the others. */
  static double[] within(TabulatedGame game, long coalition) {
    int size = Long.bitCount(coalition);
    double[] weights = weights(size);
    double[] shares = new double[game.members()];
    for (long subset = coalition; ; subset = subset - 1 & coalition) {
      double weight = weights[Math.min(Long.bitCount(subset), size - 1)];
      for (long left = coalition & ~subset; left != 0; left &= left - 1) {
        int member = Long.numberOfTrailingZeros(left);
        shares[member] += weight * (game.value(subset | 1L << member) - game.value(subset));
      }
      if (subset == 0) {
        return shares;
      }
    }
  }

  /**
   * An estimate for any number of members: the mean over random orders, with its confidence
   * interval. Castro, Gómez, Tejada 2009.
   *
   * @param orders how many to draw, at least 2
   * @param seed the same seed draws the same orders
   */
  public static Sampled sampled(CharacteristicFunction game, int orders, long seed) {
    if (orders < 2) {
      throw new IllegalArgumentException(
          "A sample of " + orders + " orders has no interval; draw at least 2");
    }
    int members = game.members();
    double[] mean = new double[members];
    double[] squares = new double[members];
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[members];
    for (int i = 0; i < members; i++) {
      order[i] = i;
    }
    for (int drawn = 1; drawn <= orders; drawn++) {
      shuffle(order, random);
      long coalition = 0;
      double before = 0;
      for (int member : order) {
        coalition |= 1L << member;
        double now = game.value(coalition);
        double delta = now - before - mean[member];
        mean[member] += delta / drawn;
        squares[member] += delta * (now - before - mean[member]);
        before = now;
      }
    }
    double[] halfWidths = new double[members];
    for (int i = 0; i < members; i++) {
      halfWidths[i] = QUANTILE_95 * Math.sqrt(squares[i] / (orders - 1) / orders);
    }
    return new Sampled(mean, halfWidths, orders);
  }

  /** (s! (n − s − 1)!) / n! for each size s of the coalition that was there before. */
  private static double[] weights(int size) {
    double[] weights = new double[size];
    double choices = 1;
    for (int before = 0; before < size; before++) {
      weights[before] = 1 / (size * choices);
      choices = choices * (size - 1 - before) / (before + 1);
    }
    return weights;
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
  }
}
