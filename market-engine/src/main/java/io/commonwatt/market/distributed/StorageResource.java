package io.commonwatt.market.distributed;

/**
 * A home with a load and a store without losses. Cost: Σ ½ · wear · charge² − value · energy left
 * at the end. Its proximal step and its response are exact, in O(intervals²): the energy stored, as
 * a function of its price, is a rising curve, to which each interval adds its charge; forwards the
 * curve is cut at empty and full, backwards the price is read off it.
 *
 * @param loadKwh net of generation, by interval
 * @param capacityKwh of the store
 * @param storedKwh at the start, 0 to the capacity
 * @param powerKwh most charged or discharged in an interval
 * @param wear per kWh², positive
 * @param endValue of a kWh left at the end
 */
public record StorageResource(
    double[] loadKwh,
    double capacityKwh,
    double storedKwh,
    double powerKwh,
    double wear,
    double endValue)
    implements ExchangeResource {

  public StorageResource {
    loadKwh = loadKwh.clone();
    if (!(wear > 0) || !(storedKwh >= 0 && storedKwh <= capacityKwh) || !(powerKwh >= 0)) {
      throw new IllegalArgumentException(
          "A store of "
              + capacityKwh
              + " kWh that holds "
              + storedKwh
              + " kWh, of "
              + powerKwh
              + " kWh an interval and wear "
              + wear
              + ": it must hold 0 to its capacity, its power not be negative, its wear positive");
    }
  }

  @Override
  public int intervals() {
    return loadKwh.length;
  }

  @Override
  public double cost(double[] takenKwh) {
    double cost = 0;
    double stored = storedKwh;
    for (int t = 0; t < takenKwh.length; t++) {
      double charge = takenKwh[t] - loadKwh[t];
      cost += wear / 2 * charge * charge;
      stored += charge;
    }
    return cost - endValue * stored;
  }

  @Override
  public double[] proximal(double[] targetKwh, double weight) {
    double[] middle = new double[targetKwh.length];
    for (int t = 0; t < middle.length; t++) {
      middle[t] = weight * (targetKwh[t] - loadKwh[t]) / (wear + weight);
    }
    return taken(middle, wear + weight);
  }

  @Override
  public double[] response(double[] price) {
    double[] middle = new double[price.length];
    for (int t = 0; t < middle.length; t++) {
      middle[t] = -price[t] / wear;
    }
    return taken(middle, wear);
  }

  /** Minimises Σ ½ · curvature · (charge − middle)² − value of the end. */
  private double[] taken(double[] middle, double curvature) {
    int intervals = middle.length;
    double[] taken = loadKwh.clone();
    if (powerKwh == 0) {
      return taken;
    }
    RisingCurve[] charge = new RisingCurve[intervals];
    RisingCurve[] reached = new RisingCurve[intervals];
    RisingCurve stored = RisingCurve.constant(storedKwh);
    for (int t = 0; t < intervals; t++) {
      charge[t] = RisingCurve.line(middle[t], 1 / curvature, -powerKwh, powerKwh);
      reached[t] = stored.plus(charge[t]);
      stored = reached[t].clamped(0, capacityKwh);
    }
    double price = endValue;
    for (int t = intervals - 1; t >= 0; t--) {
      double end = reached[t].at(price);
      if (end > capacityKwh) {
        price = reached[t].reaching(capacityKwh);
      } else if (end < 0) {
        price = reached[t].reaching(0);
      }
      taken[t] += charge[t].at(price);
    }
    return taken;
  }
}
