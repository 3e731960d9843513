package io.commonwatt.market.distributed;

import io.commonwatt.market.dispatch.storage.StorageProblem;
import io.commonwatt.market.dispatch.storage.StorageSolver;
import java.util.Arrays;
import java.util.Optional;

/**
 * A home with a load and a store. Cost: Σ ½ · wear · charge² − value · energy left at the end, with
 * the charge at the meter; what comes in when the store is full is lost. Its proximal step and its
 * response are exact, by {@link StorageSolver}.
 *
 * @param loadKwh net of generation, by interval
 * @param capacityKwh of the store
 * @param storedKwh at the start, 0 to the capacity
 * @param powerKwh most charged or discharged in an interval, at the meter
 * @param oneWayEfficiency of charging and of discharging, 0 exclusive to 1
 * @param wear per kWh², positive
 * @param endValue of a kWh left at the end, non-negative
 */
public record StorageResource(
    double[] loadKwh,
    double capacityKwh,
    double storedKwh,
    double powerKwh,
    double oneWayEfficiency,
    double wear,
    double endValue)
    implements ExchangeResource {

  public StorageResource {
    loadKwh = loadKwh.clone();
    if (!(wear > 0)
        || !(storedKwh >= 0 && storedKwh <= capacityKwh)
        || !(powerKwh >= 0)
        || !(oneWayEfficiency > 0 && oneWayEfficiency <= 1)
        || !(endValue >= 0)) {
      throw new IllegalArgumentException(
          "A store of "
              + capacityKwh
              + " kWh that holds "
              + storedKwh
              + " kWh, of "
              + powerKwh
              + " kWh an interval, efficiency "
              + oneWayEfficiency
              + ", wear "
              + wear
              + " and end value "
              + endValue
              + ": it must hold 0 to its capacity, its efficiency lie in 0 to 1, its wear be"
              + " positive, power and end value not negative");
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
      stored = Math.min(capacityKwh, stored + change(charge));
    }
    return cost - endValue * stored;
  }

  /** Change of the stored energy by a charge at the meter. */
  private double change(double charge) {
    return charge > 0 ? charge * oneWayEfficiency : charge / oneWayEfficiency;
  }

  @Override
  public double[] proximal(double[] targetKwh, double weight) {
    double[] weights = new double[targetKwh.length];
    Arrays.fill(weights, weight);
    return taken(problem(new double[targetKwh.length]).proximal(weights, targetKwh));
  }

  @Override
  public double[] response(double[] price) {
    return taken(problem(price));
  }

  @Override
  public Optional<String> refute(
      double[] takenKwh, double[] price, double[] targetKwh, double weight) {
    return StorageOptimality.refute(this, takenKwh, price, targetKwh, weight);
  }

  /** The store at a price of energy, ct/kWh by interval. */
  StorageProblem.Builder problem(double[] price) {
    return StorageProblem.at("home", 1, loadKwh, price, price)
        .power(powerKwh, powerKwh)
        .efficiency(oneWayEfficiency, oneWayEfficiency, 1)
        .stored(storedKwh, 0, capacityKwh)
        .wear(new double[price.length], wear)
        .terminal(endValue)
        .disposal();
  }

  private double[] taken(StorageProblem.Builder problem) {
    double[] taken = new StorageSolver().solve(problem.build()).powerKw().clone();
    for (int t = 0; t < taken.length; t++) {
      taken[t] += loadKwh[t];
    }
    return taken;
  }
}
