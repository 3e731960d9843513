package io.commonwatt.market.distributed;

import java.util.Optional;

/**
 * One resource in an exchange: a convex cost of the energy it takes in each interval. All methods
 * are pure and give the same bits of the same input, which is what lets a third party recompute
 * them.
 */
public interface ExchangeResource {

  /** How far apart two energies may be that count as the same, kWh. */
  double SAME_KWH = 1e-9;

  /** Number of intervals. */
  int intervals();

  /** Cost of a profile it can follow, in the exchange's unit of money. */
  double cost(double[] takenKwh);

  /**
   * The proximal step: the profile that minimises cost(x) + ½ · weight · |x − target|².
   *
   * @param targetKwh by interval
   * @param weight positive
   */
  double[] proximal(double[] targetKwh, double weight);

  /** The profile that minimises cost(x) + price · x; prices per kWh by interval. */
  double[] response(double[] price);

  /** Least of cost(x) + price · x: this resource's part of the dual bound. */
  default double bound(double[] price) {
    double[] best = response(price);
    double bound = cost(best);
    for (int t = 0; t < price.length; t++) {
      bound += price[t] * best[t];
    }
    return bound;
  }

  /**
   * Why a profile is not the least of cost(x) + price · x + ½ · weight · |x − target|², found
   * without solving for it where that takes a solver; empty where it is the least.
   *
   * @param price per kWh by interval; all 0 for a proximal step
   * @param weight 0 for a response, else positive
   */
  default Optional<String> refute(
      double[] takenKwh, double[] price, double[] targetKwh, double weight) {
    double[] best = weight == 0 ? response(price) : proximal(targetKwh, weight);
    for (int t = 0; t < best.length; t++) {
      if (!(Math.abs(best[t] - takenKwh[t]) <= SAME_KWH)) {
        return Optional.of("another energy in interval " + t);
      }
    }
    return Optional.empty();
  }
}
