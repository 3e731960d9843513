package io.commonwatt.market.distributed;

import java.util.Arrays;

/**
 * A resource that takes energy in an exchange of more products: of the others it takes nothing.
 *
 * @param energy what it is as a resource of energy alone
 * @param products of the exchange, energy among them
 */
public record EnergyOnly(ExchangeResource energy, int products) implements ExchangeResource {

  @Override
  public int intervals() {
    return products * energy.intervals();
  }

  @Override
  public double cost(double[] taken) {
    return energy.cost(Arrays.copyOf(taken, energy.intervals()));
  }

  @Override
  public double[] proximal(double[] target, double weight) {
    double[] best = energy.proximal(Arrays.copyOf(target, energy.intervals()), weight);
    return Arrays.copyOf(best, target.length);
  }

  @Override
  public double[] response(double[] price) {
    double[] best = energy.response(Arrays.copyOf(price, energy.intervals()));
    return Arrays.copyOf(best, price.length);
  }
}
