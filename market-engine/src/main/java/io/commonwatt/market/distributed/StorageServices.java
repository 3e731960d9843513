package io.commonwatt.market.distributed;

import io.commonwatt.market.dispatch.storage.StorageProblem;
import io.commonwatt.market.dispatch.storage.StorageSolver;
import java.util.Arrays;

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
    int intervals = called.length;
    double[] weights = new double[intervals];
    double[] energy = new double[intervals];
    double[] ready = new double[intervals];
    for (int t = 0; t < intervals; t++) {
      weights[t] = called[t] ? 2 * weight : weight;
      energy[t] = target[t];
      if (called[t]) {
        double asResponse = store.loadKwh()[t] + target[Services.response(t, intervals)];
        energy[t] = (energy[t] + asResponse) / 2;
      }
      ready[t] = -weight * target[Services.reserve(t, intervals)] / (weight + readiness);
    }
    return taken(at(new double[intervals]).proximal(weights, energy), ready);
  }

  @Override
  public double[] response(double[] price) {
    int intervals = called.length;
    double[] prices = new double[intervals];
    double[] ready = new double[intervals];
    for (int t = 0; t < intervals; t++) {
      prices[t] = price[t] + (called[t] ? price[Services.response(t, intervals)] : 0);
      ready[t] = price[Services.reserve(t, intervals)] / readiness;
    }
    return taken(at(prices), ready);
  }

  private StorageProblem.Builder at(double[] price) {
    double reserve = mostReserveKwh();
    double[] charge = new double[called.length];
    for (int t = 0; t < charge.length; t++) {
      charge[t] = called[t] ? 0 : store.powerKwh();
    }
    double[] discharge = new double[called.length];
    Arrays.fill(discharge, store.powerKwh() - reserve);
    double kept = reserve == 0 ? 0 : storedForReserveKwh();
    return store
        .problem(price)
        .power(charge, discharge)
        .stored(store.storedKwh(), kept, store.capacityKwh());
  }

  private double[] taken(StorageProblem.Builder problem, double[] ready) {
    int intervals = called.length;
    double[] charge = new StorageSolver().solve(problem.build()).powerKw();
    double[] taken = new double[intervals()];
    for (int t = 0; t < intervals; t++) {
      taken[t] = store.loadKwh()[t] + charge[t];
      taken[Services.response(t, intervals)] = called[t] ? charge[t] : 0;
      taken[Services.reserve(t, intervals)] = 0 - Math.max(0, Math.min(mostReserveKwh(), ready[t]));
    }
    return taken;
  }
}
