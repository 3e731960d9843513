package io.commonwatt.market.cooperative;

import java.util.Arrays;

/**
 * A leader sets a price, followers answer with what they want at it (Stackelberg): follower i
 * maximises θ_i·x − ½x² − p·x, so x_i = max(0, θ_i − p); the leader maximises (p − cost)·Σx.
 *
 * @param price per unit
 * @param demand of each follower
 * @param profit of the leader
 */
public record LeaderPrice(double price, double[] demand, double profit) {

  /**
   * The best price: between two neighbouring θ the profit is a parabola, so its peaks and the θ are
   * the only candidates.
   *
   * @param wants θ of each follower
   * @param unitCost of the leader
   */
  public static LeaderPrice best(double[] wants, double unitCost) {
    LeaderPrice best = at(wants, unitCost, unitCost);
    double[] sorted = wants.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int buying = 1; buying <= sorted.length; buying++) {
      sum += sorted[sorted.length - buying];
      for (double price :
          new double[] {(sum / buying + unitCost) / 2, sorted[sorted.length - buying]}) {
        LeaderPrice candidate = at(wants, unitCost, price);
        best = candidate.profit > best.profit ? candidate : best;
      }
    }
    return best;
  }

  /** What a price brings. */
  public static LeaderPrice at(double[] wants, double unitCost, double price) {
    double[] demand = new double[wants.length];
    double sum = 0;
    for (int i = 0; i < wants.length; i++) {
      demand[i] = Math.max(0, wants[i] - price);
      sum += demand[i];
    }
    return new LeaderPrice(price, demand, (price - unitCost) * sum);
  }

  /** What a follower has of a demand at the price. */
  public double followerUtility(double want, double demand) {
    return want * demand - demand * demand / 2 - price * demand;
  }
}
