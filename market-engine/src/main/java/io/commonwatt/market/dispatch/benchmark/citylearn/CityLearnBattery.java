package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * The battery of the CityLearn 2022 challenge, class {@code Battery} of version 1.3.6, quirks
 * included: power falls from 80 % of charge, and an exactly full battery that then degrades may use
 * its full power again (<a
 * href="https://github.com/intelligent-environments-lab/CityLearn/issues/29">issue 29</a>). Not
 * thread-safe.
 */
public final class CityLearnBattery {

  /** Nominal capacity, kWh. */
  public static final double CAPACITY_KWH = 6.4;

  /** Nominal power both ways, kW. */
  public static final double POWER_KW = 5;

  private static final double FULL_POWER_UNTIL = 0.8;
  private static final double POWER_LOSS_PER_CHARGE = 4;
  private static final double CAPACITY_LOSS = 1e-5;
  private static final double[] LOAD_KNOTS = {0, 0.3, 0.7, 0.8, 1};
  private static final double[] EFFICIENCY_KNOTS = {0.83, 0.83, 0.9, 0.9, 0.85};

  private final boolean quirk;
  private double storedKwh;
  private double capacityKwh = CAPACITY_KWH;

  /** The battery of the score, quirks included. */
  public CityLearnBattery() {
    this(true);
  }

  private CityLearnBattery(boolean quirk) {
    this.quirk = quirk;
  }

  /** The same without the quirk: above full it has the power of a full one. */
  public static CityLearnBattery strict() {
    return new CityLearnBattery(false);
  }

  public double storedKwh() {
    return storedKwh;
  }

  /** Capacity left after degradation, kWh. */
  public double capacityKwh() {
    return capacityKwh;
  }

  /**
   * Runs one hour.
   *
   * @param wantedKwh energy at the meter, positive charges; clipped to power and stored energy
   * @return energy at the meter, kWh
   */
  public double step(double wantedKwh) {
    double limitKwh =
        powerLimitKw(quirk ? storedKwh : Math.min(storedKwh, capacityKwh), capacityKwh);
    double clippedKwh =
        wantedKwh >= 0 ? Math.min(wantedKwh, limitKwh) : Math.max(-limitKwh, wantedKwh);
    double efficiency = oneWayEfficiency(clippedKwh);
    double next =
        clippedKwh >= 0
            ? Math.min(storedKwh + clippedKwh * efficiency, capacityKwh)
            : Math.max(0, storedKwh + clippedKwh / efficiency);
    double change = next - storedKwh;
    double meterKwh = change >= 0 ? change / efficiency : change * efficiency;
    storedKwh = next;
    capacityKwh -= CAPACITY_LOSS * CAPACITY_KWH * Math.abs(meterKwh) / (2 * capacityKwh);
    return meterKwh;
  }

  /** Greatest power at a state of charge, both ways, kW. */
  public static double powerLimitKw(double storedKwh, double capacityKwh) {
    double charge = storedKwh / capacityKwh;
    boolean whole = charge <= FULL_POWER_UNTIL || charge > 1;
    return whole ? POWER_KW : POWER_KW * (1 - POWER_LOSS_PER_CHARGE * (charge - FULL_POWER_UNTIL));
  }

  /** One-way efficiency at the meter's energy of an hour. */
  public static double oneWayEfficiency(double meterKwh) {
    double load = Math.abs(meterKwh) / POWER_KW;
    for (int knot = 1; knot < LOAD_KNOTS.length; knot++) {
      if (load <= LOAD_KNOTS[knot]) {
        double share = (load - LOAD_KNOTS[knot - 1]) / (LOAD_KNOTS[knot] - LOAD_KNOTS[knot - 1]);
        double roundTrip =
            EFFICIENCY_KNOTS[knot - 1]
                + share * (EFFICIENCY_KNOTS[knot] - EFFICIENCY_KNOTS[knot - 1]);
        return Math.sqrt(roundTrip);
      }
    }
    return Math.sqrt(EFFICIENCY_KNOTS[EFFICIENCY_KNOTS.length - 1]);
  }
}
