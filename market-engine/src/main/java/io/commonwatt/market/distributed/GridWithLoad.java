package io.commonwatt.market.distributed;

/**
 * The grid together with load that nobody moves: one participant of an exchange. Immutable by
 * convention: arrays are not to be changed.
 *
 * @param loadKwh by interval
 */
public record GridWithLoad(GridResource grid, double[] loadKwh) implements ExchangeResource {

  @Override
  public int intervals() {
    return loadKwh.length;
  }

  @Override
  public double cost(double[] takenKwh) {
    return grid.cost(plus(takenKwh, -1));
  }

  @Override
  public double[] proximal(double[] targetKwh, double weight) {
    return plus(grid.proximal(plus(targetKwh, -1), weight), 1);
  }

  @Override
  public double[] response(double[] price) {
    return plus(grid.response(price), 1);
  }

  private double[] plus(double[] kwh, int sign) {
    double[] sum = kwh.clone();
    for (int t = 0; t < sum.length; t++) {
      sum[t] += sign * loadKwh[t];
    }
    return sum;
  }
}
