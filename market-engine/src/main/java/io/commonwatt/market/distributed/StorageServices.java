package io.commonwatt.market.distributed;

import io.commonwatt.market.dispatch.storage.StorageProblem;
import io.commonwatt.market.dispatch.storage.StorageSolver;
import java.util.Arrays;
import java.util.Optional;

/**
 * A home with a store that sells services beside its energy. In the intervals in which response is
 * called it does not charge, and what it discharges is its response, below the load it would have
 * had. As reserve it holds ready up to a part of its power, and keeps that much power free and that
 * much energy stored at all times; a store that holds less has none to offer. Readiness costs ½ ·
 * readiness · reserve². Immutable by convention: arrays are not to be changed.
 *
 * @param store what it is without services
 * @param called intervals in which response is called
 * @param reserveKwh most it holds ready, at most its power and its capacity
 * @param readiness per kWh², positive
 */
public record StorageServices(
    StorageResource store, boolean[] called, double reserveKwh, double readiness)
    implements ExchangeResource {

  public StorageServices {
    if (called.length != store.intervals()
        || !(readiness > 0)
        || !(reserveKwh >= 0 && reserveKwh <= Math.min(store.powerKwh(), store.capacityKwh()))) {
      throw new IllegalArgumentException(
          "A store of "
              + store.capacityKwh()
              + " kWh and "
              + store.powerKwh()
              + " kWh an interval that holds "
              + reserveKwh
              + " kWh ready at a readiness of "
              + readiness
              + ", with calls for "
              + called.length
              + " of "
              + store.intervals()
              + " intervals: the reserve must lie within power and capacity, readiness be positive,"
              + " and there must be a call or none for every interval");
    }
  }

  @Override
  public int intervals() {
    return Services.PRODUCTS * called.length;
  }

  /** What it can hold ready now. */
  private double mostReserveKwh() {
    return store.storedKwh() >= storedForReserveKwh() ? reserveKwh : 0;
  }

  private double storedForReserveKwh() {
    return reserveKwh / store.oneWayEfficiency();
  }

  @Override
  public double cost(double[] taken) {
    int intervals = called.length;
    double cost = store.cost(Arrays.copyOf(taken, intervals));
    for (int t = 0; t < intervals; t++) {
      double ready = taken[Services.reserve(t, intervals)];
      cost += readiness / 2 * ready * ready;
    }
    return cost;
  }

  @Override
  public double[] proximal(double[] target, double weight) {
    return taken(
        at(new double[called.length]).proximal(weights(weight), energy(target)),
        new double[target.length],
        target,
        weight);
  }

  @Override
  public double[] response(double[] price) {
    return taken(at(prices(price)), price, new double[price.length], 0);
  }

  @Override
  public Optional<String> refute(double[] taken, double[] price, double[] target, double weight) {
    int intervals = called.length;
    double[] energy = Arrays.copyOf(taken, intervals);
    for (int t = 0; t < intervals; t++) {
      double response = called[t] ? energy[t] - store.loadKwh()[t] : 0;
      if (!(Math.abs(taken[Services.response(t, intervals)] - response) <= SAME_KWH)) {
        return Optional.of("another response in interval " + t);
      }
      double reserve = reserve(t, price, target, weight);
      if (!(Math.abs(taken[Services.reserve(t, intervals)] - reserve) <= SAME_KWH)) {
        return Optional.of("another reserve in interval " + t);
      }
    }
    return StorageOptimality.refute(
        store, limits(), energy, prices(price), energy(target), weights(weight));
  }

  /** What discharged while response is called is pulled by energy and by response. */
  private double[] weights(double weight) {
    double[] weights = new double[called.length];
    for (int t = 0; t < weights.length; t++) {
      weights[t] = called[t] ? 2 * weight : weight;
    }
    return weights;
  }

  private double[] energy(double[] target) {
    int intervals = called.length;
    double[] energy = Arrays.copyOf(target, intervals);
    for (int t = 0; t < intervals; t++) {
      if (called[t]) {
        double asResponse = store.loadKwh()[t] + target[Services.response(t, intervals)];
        energy[t] = (energy[t] + asResponse) / 2;
      }
    }
    return energy;
  }

  private double[] prices(double[] price) {
    int intervals = called.length;
    double[] prices = Arrays.copyOf(price, intervals);
    for (int t = 0; t < intervals; t++) {
      prices[t] += called[t] ? price[Services.response(t, intervals)] : 0;
    }
    return prices;
  }

  /** The reserve of least cost, which no other product depends on; not positive. */
  private double reserve(int t, double[] price, double[] target, double weight) {
    int at = Services.reserve(t, called.length);
    double ready = (price[at] - weight * target[at]) / (weight + readiness);
    return 0 - Math.max(0, Math.min(mostReserveKwh(), ready));
  }

  private StorageOptimality.Limits limits() {
    double reserve = mostReserveKwh();
    double[] charge = new double[called.length];
    for (int t = 0; t < charge.length; t++) {
      charge[t] = called[t] ? 0 : store.powerKwh();
    }
    double[] discharge = new double[called.length];
    Arrays.fill(discharge, store.powerKwh() - reserve);
    return new StorageOptimality.Limits(
        charge, discharge, reserve == 0 ? 0 : storedForReserveKwh());
  }

  private StorageProblem.Builder at(double[] price) {
    StorageOptimality.Limits limits = limits();
    return store
        .problem(price)
        .power(limits.chargeKwh(), limits.dischargeKwh())
        .stored(store.storedKwh(), limits.keptKwh(), store.capacityKwh());
  }

  private double[] taken(
      StorageProblem.Builder problem, double[] price, double[] target, double weight) {
    int intervals = called.length;
    double[] charge = new StorageSolver().solve(problem.build()).powerKw();
    double[] taken = new double[intervals()];
    for (int t = 0; t < intervals; t++) {
      taken[t] = store.loadKwh()[t] + charge[t];
      taken[Services.response(t, intervals)] = called[t] ? charge[t] : 0;
      taken[Services.reserve(t, intervals)] = reserve(t, price, target, weight);
    }
    return taken;
  }
}
