package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;

/**
 * A battery as it stands when planning.
 *
 * @param connection index of its connection in the problem
 * @param storedKwh stored energy now; may lie outside the limits when a device reported so
 * @param terminalCentPerKwh what a stored kWh is worth at the end of the horizon
 * @param firstChargeKw charging power that can be held in the first step, at most the battery's
 * @param firstDischargeKw discharging power that can be held in the first step, likewise
 */
public record Store(
    Battery battery,
    int connection,
    double storedKwh,
    double terminalCentPerKwh,
    double firstChargeKw,
    double firstDischargeKw) {
  public Store {
    if (!Double.isFinite(storedKwh) || !Double.isFinite(terminalCentPerKwh)) {
      throw new IllegalArgumentException(
          "Battery '"
              + battery.id()
              + "': stored energy "
              + storedKwh
              + " kWh worth "
              + terminalCentPerKwh
              + " ct/kWh is not a number");
    }
  }

  /** A store that can do in the first step what it can do in others. */
  public Store(Battery battery, int connection, double storedKwh, double terminalCentPerKwh) {
    this(
        battery,
        connection,
        storedKwh,
        terminalCentPerKwh,
        battery.chargeKw(),
        battery.dischargeKw());
  }

  /** The same with powers that the present state allows in the first step, kW. */
  public Store withFirstStep(double chargeKw, double dischargeKw) {
    return new Store(
        battery,
        connection,
        storedKwh,
        terminalCentPerKwh,
        Math.min(battery.chargeKw(), chargeKw),
        Math.min(battery.dischargeKw(), dischargeKw));
  }

  /**
   * A store whose energy is worth, at the end, the mean import price of the horizon less the losses
   * and wear of getting it out.
   */
  public static Store valuedAtMeanPrice(
      Battery battery, int connection, double storedKwh, double[] importCentPerKwh) {
    double sum = 0;
    for (double price : importCentPerKwh) {
      sum += price;
    }
    double mean = sum / importCentPerKwh.length - battery.wearMilliCentPerKwh() / 1000.0;
    return new Store(
        battery, connection, storedKwh, Math.max(0, mean * battery.oneWayEfficiency()));
  }

  double mostChargeKw(int step) {
    return step == 0 ? firstChargeKw : battery.chargeKw();
  }

  double mostDischargeKw(int step) {
    return step == 0 ? firstDischargeKw : battery.dischargeKw();
  }
}
