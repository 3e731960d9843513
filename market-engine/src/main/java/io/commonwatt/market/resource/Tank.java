package io.commonwatt.market.resource;

/**
 * Energy (or hydrogen, heat, water) held by a resource. Its limits are wishes: what cannot be kept
 * is missed at a price, and the plan says by how much.
 *
 * @param name for plans
 * @param unit of what it holds: kWh, or m³ for water
 * @param initial content now; may lie outside the limits
 * @param retention what stays of the content over a step, 0 exclusive to 1
 * @param lower wished least content at the end of each step
 * @param upper wished greatest content at the end of each step
 * @param inflow what enters by itself in a step, negative for what is drawn
 * @param missedCent price of missing a limit by one unit at the end of a step, ct
 * @param terminalCent what a unit is worth at the end of the horizon, ct
 * @param terminalUpTo content up to which it is worth that; more is worth nothing
 */
public record Tank(
    String name,
    String unit,
    double initial,
    double retention,
    double[] lower,
    double[] upper,
    double[] inflow,
    double missedCent,
    double terminalCent,
    double terminalUpTo) {

  /** Every unit left at the end is worth the same. */
  public Tank(
      String name,
      String unit,
      double initial,
      double retention,
      double[] lower,
      double[] upper,
      double[] inflow,
      double missedCent,
      double terminalCent) {
    this(
        name,
        unit,
        initial,
        retention,
        lower,
        upper,
        inflow,
        missedCent,
        terminalCent,
        Double.POSITIVE_INFINITY);
  }
}
