package io.commonwatt.market.distributed;

/**
 * The operator of a virtual power plant: in each interval it takes energy fed in, response and
 * reserve up to a limit at a price each; services beyond it may be given away. Prices fall a little
 * with the amount. Immutable by convention: arrays are not to be changed.
 *
 * @param feedInPrice per kWh by interval
 * @param responsePrice per kWh by interval; 0 where it asks for none
 * @param reservePrice per kWh held ready by interval
 * @param feedInKwh most it takes by interval
 * @param responseKwh most it takes by interval
 * @param reserveKwh most it takes by interval
 * @param slope by which every price falls with a kWh, positive
 */
public record ServiceBuyer(
    double[] feedInPrice,
    double[] responsePrice,
    double[] reservePrice,
    double[] feedInKwh,
    double[] responseKwh,
    double[] reserveKwh,
    double slope)
    implements ExchangeResource {

  /** What may be given away in an interval, kWh: keeps the dual bound finite. */
  private static final double GIVEN_AWAY_KWH = 100;

  public ServiceBuyer {
    if (!(slope > 0)) {
      throw new IllegalArgumentException(
          "A buyer of services whose prices fall by " + slope + " a kWh; they must fall");
    }
  }

  @Override
  public int intervals() {
    return Services.PRODUCTS * feedInPrice.length;
  }

  @Override
  public double cost(double[] taken) {
    double cost = 0;
    for (int i = 0; i < taken.length; i++) {
      double paid = isService(i) ? Math.min(taken[i], most(i)) : taken[i];
      cost += (slope / 2 * paid - price(i)) * paid;
    }
    return cost;
  }

  @Override
  public double[] proximal(double[] target, double weight) {
    double[] best = new double[target.length];
    for (int i = 0; i < best.length; i++) {
      best[i] =
          isService(i) && target[i] > most(i)
              ? Math.min(target[i], most(i) + GIVEN_AWAY_KWH)
              : within(i, (weight * target[i] + price(i)) / (weight + slope));
    }
    return best;
  }

  @Override
  public double[] response(double[] price) {
    double[] best = new double[price.length];
    for (int i = 0; i < best.length; i++) {
      best[i] =
          isService(i) && price[i] < 0
              ? most(i) + GIVEN_AWAY_KWH
              : within(i, (price(i) - price[i]) / slope);
    }
    return best;
  }

  private double within(int i, double kwh) {
    return Math.max(0, Math.min(most(i), kwh));
  }

  /** Of a service no more than while a kWh is still worth something. */
  private double most(int i) {
    double limit = of(i, feedInKwh, responseKwh, reserveKwh);
    return isService(i) ? Math.min(limit, price(i) / slope) : limit;
  }

  private boolean isService(int i) {
    return i >= feedInPrice.length;
  }

  private double price(int i) {
    return of(i, feedInPrice, responsePrice, reservePrice);
  }

  private static double of(int i, double[] feedIn, double[] response, double[] reserve) {
    int intervals = feedIn.length;
    int at = i % intervals;
    return i < intervals ? feedIn[at] : i < 2 * intervals ? response[at] : reserve[at];
  }
}
