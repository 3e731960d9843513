package io.commonwatt.market.coordination;

import io.commonwatt.market.cooperative.CoalitionFormation;
import io.commonwatt.market.cooperative.Core;
import io.commonwatt.market.cooperative.NettingGame;
import io.commonwatt.market.cooperative.ShapleyValue;
import io.commonwatt.market.cooperative.TabulatedGame;
import java.util.Arrays;
import java.util.List;

/**
 * Which members net together in an hour and how what that saves is shared. Up to eight positions
 * coalitions form by merge and split; above it all are one. Shares are Shapley values, exact to
 * twelve positions, sampled above; dual prices where there are more than sets can be written down.
 *
 * @param coalitions disjoint, each its members by index
 * @param shares by member
 * @param halfWidth greatest half-width of the 95 % interval of a share; 0 where exact
 * @param worstExcess of the shares over all coalitions; not a number above twelve positions
 */
record CoalitionShares(
    List<int[]> coalitions, double[] shares, double halfWidth, double worstExcess) {

  /** Partitions of more are too many to look at every hour. */
  static final int FORMING_MEMBERS = 8;

  /** Members a set of bits can hold with room to count. */
  static final int SAMPLED_MEMBERS = 60;

  private static final int ORDERS = 200;

  /**
   * Shares of an hour.
   *
   * @param ids of the members, distinct
   * @param netWh of each
   * @param seed of what is sampled
   */
  static CoalitionShares of(
      List<String> ids, long[] netWh, double importPrice, double exportPrice, long seed) {
    double[][] net = new double[netWh.length][1];
    for (int i = 0; i < net.length; i++) {
      net[i][0] = netWh[i];
    }
    NettingGame game = new NettingGame(net, new double[] {importPrice}, new double[] {exportPrice});
    if (netWh.length <= FORMING_MEMBERS) {
      CoalitionFormation.Structure formed = new CoalitionFormation(game, ids).form();
      return new CoalitionShares(
          formed.coalitions().stream().map(CoalitionShares::members).toList(),
          formed.shares(),
          0,
          worstExcess(game, formed.shares()));
    }
    int[] all = new int[netWh.length];
    Arrays.setAll(all, i -> i);
    if (netWh.length <= TabulatedGame.EXACT_MEMBERS) {
      double[] shares = ShapleyValue.exact(game);
      return new CoalitionShares(List.of(all), shares, 0, worstExcess(game, shares));
    }
    if (netWh.length <= SAMPLED_MEMBERS) {
      ShapleyValue.Sampled sampled = ShapleyValue.sampled(game, ORDERS, seed);
      double widest = Arrays.stream(sampled.halfWidths()).max().orElse(0);
      return new CoalitionShares(List.of(all), sampled.shares(), widest, Double.NaN);
    }
    return new CoalitionShares(List.of(all), game.dualPriceShares(), 0, Double.NaN);
  }

  private static double worstExcess(NettingGame game, double[] shares) {
    return shares.length < 2 ? 0 : Core.check(game, shares).worstExcess();
  }

  private static int[] members(long coalition) {
    int[] members = new int[Long.bitCount(coalition)];
    int next = 0;
    for (long left = coalition; left != 0; left &= left - 1) {
      members[next++] = Long.numberOfTrailingZeros(left);
    }
    return members;
  }
}
