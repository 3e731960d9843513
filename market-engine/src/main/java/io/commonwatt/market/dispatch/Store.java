package io.commonwatt.market.dispatch;

import io.commonwatt.market.resource.Battery;

/**
 * A battery as it stands when planning.
 *
 * @param connection index of its connection in the problem
 * @param storedKwh stored energy now; may lie outside the limits when a device reported so
 * @param terminalCentPerKwh what a stored kWh is worth at the end of the horizon
 */
public record Store(Battery battery, int connection, double storedKwh, double terminalCentPerKwh) {
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
}
