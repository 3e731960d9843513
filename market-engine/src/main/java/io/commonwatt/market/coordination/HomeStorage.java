package io.commonwatt.market.coordination;

import io.commonwatt.market.distributed.StorageResource;
import io.commonwatt.market.resource.Battery;

/**
 * A home's stores as one resource of a negotiation, in energy at the meter. What is lost on the way
 * counts as room that is larger and content that is smaller, and as a cost that rises with the
 * square of the power, so that small spreads are left alone. Stateless.
 */
final class HomeStorage {

  private static final double LEAST_WEAR_CENT = 0.01;

  private HomeStorage() {}

  /** The home's expected load with its stores, which value energy at the mean import price. */
  static StorageResource of(HomeView home, WholesaleBoard board) {
    double mean = board.meanImportCent();
    double capacity = 0;
    double stored = 0;
    double power = 0;
    double costOfFullPower = 0;
    for (HomeView.StoreView store : home.stores()) {
      Battery battery = store.battery();
      double efficiency = battery.oneWayEfficiency();
      double held = Math.min(battery.capacityKwh(), Math.max(0, store.storedKwh()));
      stored += held * efficiency;
      capacity += held * efficiency + (battery.capacityKwh() - held) / efficiency;
      double storePower = Math.min(battery.chargeKw(), battery.dischargeKw());
      power += storePower;
      double lossCent = (1 - efficiency * efficiency) * Math.max(0, mean) / 2;
      costOfFullPower += storePower * (battery.wearMilliCentPerKwh() / 1000.0 + lossCent);
    }
    double wear = power == 0 ? 0 : 2 * costOfFullPower / (power * power);
    return new StorageResource(
        loadKwh(home),
        capacity,
        stored,
        power,
        1,
        Math.max(LEAST_WEAR_CENT, wear),
        Math.max(0, mean));
  }

  static double[] loadKwh(HomeView home) {
    double[] load = new double[home.netWh().length];
    for (int hour = 0; hour < load.length; hour++) {
      load[hour] = home.netWh()[hour] / 1000.0;
    }
    return load;
  }

  /** Tells the stores, each in proportion to its power, to take an energy in the first hour. */
  static void charge(HomeView home, double kwh, Decision decision) {
    double power = 0;
    for (HomeView.StoreView store : home.stores()) {
      power += powerKw(store, kwh);
    }
    for (HomeView.StoreView store : home.stores()) {
      double share = power == 0 ? 0 : powerKw(store, kwh) / power;
      decision.setpointKw().put(store.battery().id(), kwh * share);
    }
  }

  private static double powerKw(HomeView.StoreView store, double kwh) {
    return kwh > 0 ? store.battery().chargeKw() : store.battery().dischargeKw();
  }

  /** A profile of an hour ago, moved on; the last hour again at its end. */
  static double[] moved(double[] profile) {
    double[] moved = profile.clone();
    System.arraycopy(profile, 1, moved, 0, moved.length - 1);
    return moved;
  }
}
