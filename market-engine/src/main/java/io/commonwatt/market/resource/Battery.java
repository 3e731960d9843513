package io.commonwatt.market.resource;

import io.commonwatt.contracts.community.Resource;
import java.util.Objects;

/**
 * A battery's limits and losses. Powers are at the meter, load convention: charging is positive.
 * The round-trip loss is split evenly, the square root each way. Immutable.
 *
 * @param id resource
 * @param usagePoint where it is connected
 * @param capacityKwh stored energy when full
 * @param minimumKwh stored energy below which it should not be taken; soft, 0 where none is set
 * @param chargeKw greatest charging power
 * @param dischargeKw greatest discharging power, non-negative
 * @param oneWayEfficiency efficiency of charging and of discharging, 0 exclusive to 1
 * @param wearMilliCentPerKwh cost per kWh of throughput at the meter, either way
 */
public record Battery(
    String id,
    String usagePoint,
    double capacityKwh,
    double minimumKwh,
    double chargeKw,
    double dischargeKw,
    double oneWayEfficiency,
    long wearMilliCentPerKwh) {

  public Battery {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(usagePoint, "usagePoint");
    require(capacityKwh >= 0 && Double.isFinite(capacityKwh), id, "capacity", capacityKwh);
    require(minimumKwh >= 0 && minimumKwh <= capacityKwh, id, "minimum", minimumKwh);
    require(chargeKw >= 0 && Double.isFinite(chargeKw), id, "charging power", chargeKw);
    require(dischargeKw >= 0 && Double.isFinite(dischargeKw), id, "discharging power", dischargeKw);
    require(oneWayEfficiency > 0 && oneWayEfficiency <= 1, id, "efficiency", oneWayEfficiency);
    require(wearMilliCentPerKwh >= 0, id, "wear cost", wearMilliCentPerKwh);
  }

  /** The battery a resource of the community file describes. */
  public static Battery of(Resource resource) {
    return new Battery(
        resource.id(),
        resource.usagePoint(),
        resource.capacityKwh(),
        0,
        resource.powerKw(),
        resource.powerKw(),
        StrictMath.sqrt(resource.roundTripEfficiency()),
        resource.wearMilliCentPerKwh());
  }

  /** Capacity in mWh, rounded down. */
  public long capacityMilliWh() {
    return (long) Math.floor(capacityKwh * 1e6);
  }

  /** Stored energy as the plant counts it: mWh, from kWh. */
  public static long milliWh(double kwh) {
    return Math.round(kwh * 1e6);
  }

  private static void require(boolean holds, String id, String what, double value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Battery '" + id + "': " + what + " " + value + " is impossible; correct the resource");
    }
  }
}
