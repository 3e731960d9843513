package io.commonwatt.market.distributed;

/**
 * One resource in an exchange: a convex cost of the energy it takes in each interval. All methods
 * are pure and give the same bits of the same input, which is what lets a third party recompute
 * them.
 */
public interface ExchangeResource {

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
}
