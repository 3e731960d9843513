package io.commonwatt.market.resource;

/**
 * Steps a battery: what really happens when a setpoint is held for a while. Energy at the meter is
 * in whole Wh, stored energy in whole mWh, so every balance is exact. Stateless and thread-safe.
 */
public final class BatteryPlant {

  private static final double SECONDS_PER_HOUR = 3600;

  private BatteryPlant() {}

  /**
   * Holds a setpoint.
   *
   * @param storedMilliWh energy in the store before, mWh; may lie outside the battery's limits when
   *     a device reported so
   * @param setpointKw wanted power at the meter, positive charges; clipped to power and stored
   *     energy
   * @param seconds how long, s
   */
  public static BatteryStep step(
      Battery battery, long storedMilliWh, double setpointKw, int seconds) {
    if (!Double.isFinite(setpointKw) || seconds <= 0) {
      throw new IllegalArgumentException(
          "Battery '"
              + battery.id()
              + "': cannot hold setpoint "
              + setpointKw
              + " kW for "
              + seconds
              + " s");
    }
    long wantedWh = Math.round(setpointKw * 1000 * seconds / SECONDS_PER_HOUR);
    return wantedWh >= 0
        ? charge(battery, storedMilliWh, wantedWh, seconds)
        : discharge(battery, storedMilliWh, -wantedWh, seconds);
  }

  private static BatteryStep charge(Battery battery, long before, long wantedWh, int seconds) {
    double efficiency = battery.oneWayEfficiency();
    long room = Math.max(0, battery.capacityMilliWh() - before);
    long meterWh = Math.min(wantedWh, energyWh(battery.chargeKw(), seconds));
    meterWh = Math.min(meterWh, (long) Math.ceil(room / (1000 * efficiency)));
    long stored = (long) Math.floor(meterWh * 1000 * efficiency);
    while (stored > room) {
      meterWh--;
      stored = (long) Math.floor(meterWh * 1000 * efficiency);
    }
    return new BatteryStep(meterWh, before, before + stored);
  }

  private static BatteryStep discharge(Battery battery, long before, long wantedWh, int seconds) {
    double efficiency = battery.oneWayEfficiency();
    long available = Math.max(0, before);
    long meterWh = Math.min(wantedWh, energyWh(battery.dischargeKw(), seconds));
    meterWh = Math.min(meterWh, (long) Math.ceil(available * efficiency / 1000));
    long taken = (long) Math.ceil(meterWh * 1000 / efficiency);
    while (taken > available) {
      meterWh--;
      taken = (long) Math.ceil(meterWh * 1000 / efficiency);
    }
    return new BatteryStep(-meterWh, before, before - taken);
  }

  private static long energyWh(double powerKw, int seconds) {
    return (long) Math.floor(powerKw * 1000 * seconds / SECONDS_PER_HOUR + 1e-9);
  }
}
