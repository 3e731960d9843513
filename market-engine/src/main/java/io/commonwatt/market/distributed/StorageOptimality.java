package io.commonwatt.market.distributed;

import java.util.Arrays;
import java.util.Optional;

/**
 * Says whether a profile of a {@link StorageResource} is the one of least cost, by the conditions
 * of optimality alone and without solving anything: a stored kWh must have a value in every
 * interval that explains what was charged, the same from one interval to the next while the store
 * is neither empty nor full, not lower before it is empty, not higher before it is full, nothing
 * where energy is thrown away, and the end value at the end. Such values exist or not whatever
 * found the profile. Stateless.
 */
final class StorageOptimality {

  /** How near to a limit counts as at it, kWh. */
  private static final double AT_LIMIT_KWH = 1e-9;

  /** How far apart two values of a stored kWh may be, per kWh. */
  private static final double SAME_VALUE = 1e-6;

  private StorageOptimality() {}

  /**
   * What a store is held to beside its own limits.
   *
   * @param chargeKwh most charged, by interval
   * @param dischargeKwh most discharged, by interval
   * @param keptKwh least that stays stored
   */
  record Limits(double[] chargeKwh, double[] dischargeKwh, double keptKwh) {

    /** Of its power alone. */
    static Limits of(StorageResource store) {
      double[] power = constant(store.intervals(), store.powerKwh());
      return new Limits(power, power, 0);
    }
  }

  private static double[] constant(int intervals, double value) {
    double[] values = new double[intervals];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * Why a profile is not the least of cost(x) + price · x + ½ · weight · |x − target|²; empty where
   * it is.
   */
  static Optional<String> refute(
      StorageResource store, double[] takenKwh, double[] price, double[] targetKwh, double weight) {
    double[] weights = constant(takenKwh.length, weight);
    return refute(store, Limits.of(store), takenKwh, price, targetKwh, weights);
  }

  /** The same within limits and with a weight for each interval. */
  static Optional<String> refute(
      StorageResource store,
      Limits limits,
      double[] takenKwh,
      double[] price,
      double[] targetKwh,
      double[] weights) {
    int intervals = takenKwh.length;
    double[] charge = new double[intervals];
    double[] stored = new double[intervals];
    boolean[] thrownAway = new boolean[intervals];
    double before = store.storedKwh();
    for (int t = 0; t < intervals; t++) {
      charge[t] = takenKwh[t] - store.loadKwh()[t];
      if (charge[t] > limits.chargeKwh()[t] + AT_LIMIT_KWH
          || charge[t] < -limits.dischargeKwh()[t] - AT_LIMIT_KWH) {
        return Optional.of("more power than there is in interval " + t);
      }
      double after = before + change(store, charge[t]);
      if (after < limits.keptKwh() - AT_LIMIT_KWH) {
        return Optional.of("more energy than is stored in interval " + t);
      }
      thrownAway[t] = after > store.capacityKwh() + AT_LIMIT_KWH;
      stored[t] = Math.min(store.capacityKwh(), Math.max(limits.keptKwh(), after));
      before = stored[t];
    }
    double low = store.endValue();
    double high = store.endValue();
    for (int t = intervals - 1; t >= 0; t--) {
      low = stored[t] >= store.capacityKwh() - AT_LIMIT_KWH ? 0 : low;
      high = stored[t] <= limits.keptKwh() + AT_LIMIT_KWH ? Double.POSITIVE_INFINITY : high;
      if (thrownAway[t]) {
        high = 0;
      }
      double marginal =
          store.wear() * charge[t] + price[t] + weights[t] * (takenKwh[t] - targetKwh[t]);
      low = Math.max(low, leastValue(store, charge[t], marginal, limits.dischargeKwh()[t]));
      high = Math.min(high, mostValue(store, charge[t], marginal, limits.chargeKwh()[t]));
      if (low > high + SAME_VALUE) {
        return Optional.of("no value of stored energy explains interval " + t);
      }
      double meet = Math.min(low, high);
      high = Math.max(low, high);
      low = meet;
    }
    return Optional.empty();
  }

  private static double change(StorageResource store, double charge) {
    return charge > 0 ? charge * store.oneWayEfficiency() : charge / store.oneWayEfficiency();
  }

  /** Below this value of a stored kWh one would charge less, or discharge more. */
  private static double leastValue(
      StorageResource store, double charge, double marginal, double mostDischarge) {
    if (charge <= -mostDischarge + AT_LIMIT_KWH) {
      return 0;
    }
    return charge > AT_LIMIT_KWH
        ? marginal / store.oneWayEfficiency()
        : marginal * store.oneWayEfficiency();
  }

  /** Above this value of a stored kWh one would charge more, or discharge less. */
  private static double mostValue(
      StorageResource store, double charge, double marginal, double mostCharge) {
    if (charge >= mostCharge - AT_LIMIT_KWH) {
      return Double.POSITIVE_INFINITY;
    }
    return charge < -AT_LIMIT_KWH
        ? marginal * store.oneWayEfficiency()
        : marginal / store.oneWayEfficiency();
  }
}
