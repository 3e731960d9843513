package io.commonwatt.contracts.community;

import java.io.Serializable;
import java.time.Instant;

/**
 * A resource behind a usage point (harmonised role model, S2).
 *
 * @param capacityKwh usable storage, kWh; 0 for others
 * @param powerKw power limit both ways for a battery, peak power for PV, charger power for an EV,
 *     kW
 * @param roundTripEfficiency of a store, 0…1; 1 for others
 * @param wearMilliCentPerKwh degradation cost per kWh of throughput
 * @param simulated true where the data set has none and the platform seeded it
 * @param from inclusive
 * @param to exclusive
 * @param use what a device is there for, so that its power can be planned; null for a battery, PV,
 *     and what is demand nobody controls
 */
public record Resource(
    String id,
    String usagePoint,
    Type type,
    double capacityKwh,
    double powerKw,
    double roundTripEfficiency,
    long wearMilliCentPerKwh,
    double initialKwh,
    boolean simulated,
    Instant from,
    Instant to,
    DeviceUse use)
    implements Serializable {

  /** A battery, PV, or a device nobody controls. */
  public Resource(
      String id,
      String usagePoint,
      Type type,
      double capacityKwh,
      double powerKw,
      double roundTripEfficiency,
      long wearMilliCentPerKwh,
      double initialKwh,
      boolean simulated,
      Instant from,
      Instant to) {
    this(
        id,
        usagePoint,
        type,
        capacityKwh,
        powerKw,
        roundTripEfficiency,
        wearMilliCentPerKwh,
        initialKwh,
        simulated,
        from,
        to,
        null);
  }

  /** Whether its power is planned although it is no battery. */
  public boolean isPlanned() {
    return use != null;
  }

  /** Kind of resource. */
  public enum Type {
    BATTERY,
    PV,
    EV,
    HEAT_PUMP,
    HOT_WATER,
    FLEXIBLE_LOAD,
    DEFERRABLE_LOAD
  }
}
