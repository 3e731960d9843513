package io.commonwatt.market.dispatch.benchmark.solarhome;

/**
 * Decides how much a home stores. The load and PV of the interval at hand are known, as published.
 */
@FunctionalInterface
public interface SolarHomeController {

  /**
   * Called at each interval of the test in order.
   *
   * @param step index of the interval in the data; later intervals may not be read, their price may
   * @param storedKwh energy in the battery at its start
   * @return energy in the battery at its end, kWh
   */
  double storedAfter(int step, double storedKwh);
}
