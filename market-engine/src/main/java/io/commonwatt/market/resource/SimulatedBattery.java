package io.commonwatt.market.resource;

import java.util.function.DoublePredicate;

/**
 * A battery as the plant has it: efficiency by power, charging power by state of charge, a capacity
 * that fades. Energy at the meter is in whole Wh, stored energy and capacity in whole mWh, so every
 * balance is exact. A setpoint is held over the whole interval: what could not be held to its end
 * is not begun. Immutable and thread-safe.
 */
public final class SimulatedBattery {

  private static final double SECONDS_PER_HOUR = 3600;
  private static final int HALVINGS = 40;

  private final Battery battery;
  private final PlantModel model;

  /**
   * What a battery is like at a time.
   *
   * @param storedMilliWh stored energy, mWh; may lie outside the limits when a device reported so
   * @param capacityMilliWh stored energy when full, mWh
   * @param throughputWh energy at the meter so far, either way, Wh
   */
  public record State(long storedMilliWh, long capacityMilliWh, long throughputWh) {

    public double storedKwh() {
      return storedMilliWh / 1e6;
    }

    public double capacityKwh() {
      return capacityMilliWh / 1e6;
    }
  }

  /**
   * What it did in an interval.
   *
   * @param meterWh energy at the meter, positive when charging
   */
  public record Held(long meterWh, State before, State after) {

    /** Energy lost on the way in or out, mWh. */
    public long lossMilliWh() {
      return meterWh * 1000 - (after.storedMilliWh() - before.storedMilliWh());
    }
  }

  public SimulatedBattery(Battery battery, PlantModel model) {
    this.battery = battery;
    this.model = model;
  }

  /** A new battery. */
  public State fresh(double storedKwh) {
    return new State(Battery.milliWh(storedKwh), battery.capacityMilliWh(), 0);
  }

  /** Greatest charging power that can be held for so long, kW. */
  public double mostChargeKw(State state, int seconds) {
    double hours = seconds / SECONDS_PER_HOUR;
    return greatest(battery.chargeKw(), kw -> canCharge(state, kw, hours));
  }

  /** Greatest discharging power that can be held for so long, kW. */
  public double mostDischargeKw(State state, int seconds) {
    double hours = seconds / SECONDS_PER_HOUR;
    double available = Math.max(0, state.storedKwh());
    return greatest(
        battery.dischargeKw(),
        kw -> kw * hours / efficiencyAt(kw, battery.dischargeKw()) <= available);
  }

  /**
   * The same where it is to hold a power ready besides: so much of its power stays free, and so
   * much stays stored that it can give that for an hour, kW.
   */
  public double mostDischargeKw(State state, int seconds, double readyKw) {
    if (readyKw <= 0) {
      return mostDischargeKw(state, seconds);
    }
    double hours = seconds / SECONDS_PER_HOUR;
    double keptKwh = readyKw / efficiencyAt(readyKw, battery.dischargeKw());
    double available = Math.max(0, state.storedKwh() - keptKwh);
    return greatest(
        Math.max(0, battery.dischargeKw() - readyKw),
        kw -> kw * hours / efficiencyAt(kw, battery.dischargeKw()) <= available);
  }

  private boolean canCharge(State state, double kw, double hours) {
    double after = state.storedKwh() + kw * hours * efficiencyAt(kw, battery.chargeKw());
    return after <= state.capacityKwh()
        && kw <= battery.chargeKw() * model.powerShareAt(after / state.capacityKwh());
  }

  /** Powers that can be held are all below the greatest, so that halving finds it. */
  private static double greatest(double most, DoublePredicate holds) {
    if (most == 0 || holds.test(most)) {
      return most;
    }
    double low = 0;
    double high = most;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (low + high);
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double efficiencyAt(double kw, double ratedKw) {
    return battery.oneWayEfficiency() * model.efficiencyShareAt(ratedKw == 0 ? 0 : kw / ratedKw);
  }

  /**
   * Holds a setpoint.
   *
   * @param setpointKw wanted power at the meter, positive charges; clipped to what can be held
   * @param seconds how long, s
   */
  public Held hold(State state, double setpointKw, int seconds) {
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
    double hours = seconds / SECONDS_PER_HOUR;
    if (setpointKw >= 0) {
      double kw = Math.min(setpointKw, mostChargeKw(state, seconds));
      long meterWh = wholeWh(kw, hours, state, true);
      double efficiency = efficiencyAt(meterWh / 1000.0 / hours, battery.chargeKw());
      long stored = (long) Math.floor(meterWh * 1000 * efficiency);
      return after(state, meterWh, state.storedMilliWh() + stored);
    }
    double kw = Math.min(-setpointKw, mostDischargeKw(state, seconds));
    long meterWh = wholeWh(kw, hours, state, false);
    double efficiency = efficiencyAt(meterWh / 1000.0 / hours, battery.dischargeKw());
    long taken = (long) Math.ceil(meterWh * 1000 / efficiency);
    return after(state, -meterWh, state.storedMilliWh() - taken);
  }

  /** The energy of a power, rounded to Wh, one less where rounding up could not be held. */
  private long wholeWh(double kw, double hours, State state, boolean charges) {
    long wh = Math.round(kw * 1000 * hours);
    if (wh == 0) {
      return 0;
    }
    double rounded = wh / 1000.0 / hours;
    boolean fits =
        charges
            ? rounded <= battery.chargeKw() && canCharge(state, rounded, hours)
            : rounded <= battery.dischargeKw()
                && wh * 1000 / efficiencyAt(rounded, battery.dischargeKw())
                    <= state.storedMilliWh();
    return fits ? wh : wh - 1;
  }

  private Held after(State before, long meterWh, long storedMilliWh) {
    long throughputWh = before.throughputWh() + Math.abs(meterWh);
    // A cycle is twice the first capacity, so that its size cancels out.
    long fade = Math.round(model.fadePerCycle() * throughputWh * 500);
    long capacity = Math.max(0, battery.capacityMilliWh() - fade);
    // A full battery that fades holds less; one that was reported fuller stays as it is.
    boolean full = before.storedMilliWh() <= before.capacityMilliWh();
    long stored = full ? Math.min(storedMilliWh, capacity) : storedMilliWh;
    return new Held(meterWh, before, new State(stored, capacity, throughputWh));
  }
}
