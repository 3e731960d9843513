package io.commonwatt.market.distributed;

/**
 * Cost Σ ½ a x² + b x within bounds: a flexible load or a generator.
 *
 * @param curvature a by interval, positive
 * @param slope b by interval
 * @param least kWh by interval
 * @param most kWh by interval
 */
public record QuadraticResource(double[] curvature, double[] slope, double[] least, double[] most)
    implements ExchangeResource {

  @Override
  public int intervals() {
    return curvature.length;
  }

  @Override
  public double cost(double[] takenKwh) {
    double cost = 0;
    for (int t = 0; t < takenKwh.length; t++) {
      cost += (curvature[t] / 2 * takenKwh[t] + slope[t]) * takenKwh[t];
    }
    return cost;
  }

  @Override
  public double[] proximal(double[] targetKwh, double weight) {
    double[] best = new double[targetKwh.length];
    for (int t = 0; t < best.length; t++) {
      best[t] = clamped(t, (weight * targetKwh[t] - slope[t]) / (curvature[t] + weight));
    }
    return best;
  }

  @Override
  public double[] response(double[] price) {
    double[] best = new double[price.length];
    for (int t = 0; t < best.length; t++) {
      best[t] = clamped(t, -(slope[t] + price[t]) / curvature[t]);
    }
    return best;
  }

  private double clamped(int t, double kwh) {
    return Math.max(least[t], Math.min(most[t], kwh));
  }
}
