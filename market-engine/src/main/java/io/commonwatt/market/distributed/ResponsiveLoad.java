package io.commonwatt.market.distributed;

/**
 * A home whose load can be reduced: what it reduces it need not take, gives as response and cannot
 * hold as reserve any more; what it holds ready it gives as reserve. Its discomfort rises with the
 * square of either. Immutable by convention: arrays are not to be changed.
 *
 * @param loadKwh baseline by interval
 * @param flexibleKwh part of it that can be reduced, by interval
 * @param discomfort cost ½ · discomfort · reduction², positive
 * @param readiness cost ½ · readiness · reserve², positive
 */
public record ResponsiveLoad(
    double[] loadKwh, double[] flexibleKwh, double discomfort, double readiness)
    implements ExchangeResource {

  public ResponsiveLoad {
    if (!(discomfort > 0) || !(readiness > 0)) {
      throw new IllegalArgumentException(
          "A load of discomfort "
              + discomfort
              + " and readiness "
              + readiness
              + "; both must be positive");
    }
  }

  @Override
  public int intervals() {
    return Services.PRODUCTS * loadKwh.length;
  }

  @Override
  public double cost(double[] taken) {
    int intervals = loadKwh.length;
    double cost = 0;
    for (int t = 0; t < intervals; t++) {
      double reduced = -taken[Services.response(t, intervals)];
      double ready = -taken[Services.reserve(t, intervals)];
      cost += discomfort / 2 * reduced * reduced + readiness / 2 * ready * ready;
    }
    return cost;
  }

  @Override
  public double[] proximal(double[] target, double weight) {
    int intervals = loadKwh.length;
    double[] best = new double[target.length];
    for (int t = 0; t < intervals; t++) {
      double energy = loadKwh[t] - target[Services.energy(t)];
      double pull = weight * (energy - target[Services.response(t, intervals)]);
      double pullReady = -weight * target[Services.reserve(t, intervals)];
      fill(best, t, pull, discomfort + 2 * weight, pullReady, readiness + weight);
    }
    return best;
  }

  @Override
  public double[] response(double[] price) {
    int intervals = loadKwh.length;
    double[] best = new double[price.length];
    for (int t = 0; t < intervals; t++) {
      double pull = price[Services.energy(t)] + price[Services.response(t, intervals)];
      fill(best, t, pull, discomfort, price[Services.reserve(t, intervals)], readiness);
    }
    return best;
  }

  /**
   * Reduces and holds ready so that ½ · steep · reduced² − pull · reduced + ½ · steepReady · ready²
   * − pullReady · ready is least, both at least 0 and together at most what is flexible.
   */
  private void fill(
      double[] taken, int t, double pull, double steep, double pullReady, double steepReady) {
    int intervals = loadKwh.length;
    double reduced = Math.max(0, pull / steep);
    double ready = Math.max(0, pullReady / steepReady);
    double most = flexibleKwh[t];
    if (reduced + ready > most) {
      // On the line reduced + ready = most the least lies where both pulls are the same.
      double split = (pull - pullReady + steepReady * most) / (steep + steepReady);
      reduced = Math.max(0, Math.min(most, split));
      ready = most - reduced;
    }
    taken[Services.energy(t)] = loadKwh[t] - reduced;
    taken[Services.response(t, intervals)] = -reduced;
    taken[Services.reserve(t, intervals)] = -ready;
  }
}
