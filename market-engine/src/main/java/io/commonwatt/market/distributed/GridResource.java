package io.commonwatt.market.distributed;

/**
 * The grid behind the community's connection: it gives at the import price and takes at the export
 * price. Taking from the exchange is the community's export.
 *
 * @param importPrice per kWh by interval
 * @param exportPrice per kWh by interval, at most the import price
 * @param limitKwh most per interval either way
 */
public record GridResource(double[] importPrice, double[] exportPrice, double limitKwh)
    implements ExchangeResource {

  public GridResource {
    for (int t = 0; t < importPrice.length; t++) {
      if (exportPrice[t] > importPrice[t]) {
        throw new IllegalArgumentException(
            "Interval "
                + t
                + ": the export price "
                + exportPrice[t]
                + " is above the import price "
                + importPrice[t]
                + "; the cost would not be convex");
      }
    }
  }

  @Override
  public int intervals() {
    return importPrice.length;
  }

  @Override
  public double cost(double[] takenKwh) {
    double cost = 0;
    for (int t = 0; t < takenKwh.length; t++) {
      cost -= (takenKwh[t] < 0 ? importPrice[t] : exportPrice[t]) * takenKwh[t];
    }
    return cost;
  }

  @Override
  public double[] proximal(double[] targetKwh, double weight) {
    double[] best = new double[targetKwh.length];
    for (int t = 0; t < best.length; t++) {
      double taking = targetKwh[t] + exportPrice[t] / weight;
      double giving = targetKwh[t] + importPrice[t] / weight;
      double kwh = taking > 0 ? taking : Math.min(0, giving);
      best[t] = Math.max(-limitKwh, Math.min(limitKwh, kwh));
    }
    return best;
  }

  @Override
  public double[] response(double[] price) {
    double[] best = new double[price.length];
    for (int t = 0; t < best.length; t++) {
      best[t] = price[t] < exportPrice[t] ? limitKwh : price[t] > importPrice[t] ? -limitKwh : 0;
    }
    return best;
  }
}
