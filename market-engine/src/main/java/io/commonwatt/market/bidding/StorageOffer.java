package io.commonwatt.market.bidding;

import io.commonwatt.market.resource.Battery;

/**
 * What a store, or another device that can wait, can do in the hour to come and at which prices.
 *
 * @param chargeWh most it can take at the meter, Wh
 * @param dischargeWh most it can give at the meter, Wh
 * @param chargeValueMilliCentPerKwh what a kWh taken is worth, losses and wear deducted
 * @param dischargeCostMilliCentPerKwh what a kWh given costs, losses and wear added
 */
public record StorageOffer(
    long chargeWh,
    long dischargeWh,
    long chargeValueMilliCentPerKwh,
    long dischargeCostMilliCentPerKwh) {

  /** The offer of a device that only takes. */
  static StorageOffer charging(long chargeWh, long valueMilliCentPerKwh) {
    return new StorageOffer(chargeWh, 0, valueMilliCentPerKwh, 0);
  }

  /**
   * The offer of a battery.
   *
   * @param storedKwh stored energy now
   * @param valueCentPerKwh what one more stored kWh is worth to its home, from the duals of the
   *     home's own problem
   */
  public static StorageOffer of(Battery battery, double storedKwh, double valueCentPerKwh) {
    double efficiency = battery.oneWayEfficiency();
    double room = Math.max(0, battery.capacityKwh() - storedKwh) / efficiency;
    double usable = Math.max(0, storedKwh - battery.minimumKwh()) * efficiency;
    double value = valueCentPerKwh * 1000;
    return new StorageOffer(
        (long) Math.floor(Math.min(battery.chargeKw(), room) * 1000),
        (long) Math.floor(Math.min(battery.dischargeKw(), usable) * 1000),
        (long) Math.floor(value * efficiency) - battery.wearMilliCentPerKwh(),
        (long) Math.ceil(value / efficiency) + battery.wearMilliCentPerKwh());
  }
}
