package io.commonwatt.market.dispatch.storage;

/**
 * Proof of a lower bound on the cost of a {@link StorageProblem}: prices of stored energy, or two
 * proofs that between them cover both directions of a step. Any prices prove some bound; those of
 * an optimal schedule prove its cost. Immutable.
 */
public sealed interface Certificate {

  /**
   * Prices.
   *
   * @param priceCentPerKwh what a stored kWh is worth at the end of each step
   */
  record Leaf(double[] priceCentPerKwh) implements Certificate {}

  /**
   * Cases.
   *
   * @param step whose direction is told apart
   * @param charging proof for schedules that do not discharge in it
   * @param discharging proof for schedules that do not charge in it
   */
  record Split(int step, Certificate charging, Certificate discharging) implements Certificate {}

  /**
   * Prices under a {@link CapacityCharge}.
   *
   * @param priceCentPerKwh what a stored kWh is worth at the end of each step
   * @param peakCentPerKw each step's share of the charge, non-negative, together at most all of it
   */
  record Peak(double[] priceCentPerKwh, double[] peakCentPerKw) implements Certificate {}
}
