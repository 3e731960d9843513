package io.commonwatt.market.resource;

/**
 * What a battery did while a setpoint was held.
 *
 * @param meterWh energy at the meter, Wh, positive when charging
 * @param storedBeforeMilliWh stored energy before, mWh
 * @param storedAfterMilliWh stored energy after, mWh
 */
public record BatteryStep(long meterWh, long storedBeforeMilliWh, long storedAfterMilliWh) {

  /** Energy lost on the way in or out, mWh, non-negative: what went in and did not stay. */
  public long lossMilliWh() {
    return meterWh * 1000 - (storedAfterMilliWh - storedBeforeMilliWh);
  }

  /**
   * Asserts what must hold of every step.
   *
   * @throws IllegalStateException naming the battery and the law that broke
   */
  public void check(Battery battery, int seconds) {
    require(lossMilliWh() >= 0, battery, "created energy");
    long limitKwSeconds =
        (long) Math.ceil((meterWh > 0 ? battery.chargeKw() : battery.dischargeKw()) * 1000);
    require(
        Math.abs(meterWh) * 3600 <= limitKwSeconds * seconds + 3600, battery, "exceeded its power");
    boolean wasInside =
        storedBeforeMilliWh >= 0 && storedBeforeMilliWh <= battery.capacityMilliWh();
    boolean isInside = storedAfterMilliWh >= 0 && storedAfterMilliWh <= battery.capacityMilliWh();
    require(isInside || !wasInside, battery, "left its stored energy limits");
    require(
        meterWh == 0
            ? storedAfterMilliWh == storedBeforeMilliWh
            : (meterWh > 0) == (storedAfterMilliWh > storedBeforeMilliWh),
        battery,
        "stored against its direction");
  }

  private void require(boolean holds, Battery battery, String what) {
    if (!holds) {
      throw new IllegalStateException("Battery '" + battery.id() + "' " + what + ": " + this);
    }
  }
}
