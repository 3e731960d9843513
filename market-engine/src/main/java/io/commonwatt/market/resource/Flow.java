package io.commonwatt.market.resource;

/**
 * A power a resource can choose in every step.
 *
 * @param name for plans: charge, heat, used
 * @param electricSign 1 takes from its connection, −1 feeds it, 0 neither
 * @param mostKw greatest power by step
 * @param tank index of the tank it acts on; −1 for none
 * @param gain what a kWh of it adds to the tank by step, negative takes from it
 * @param costCentPerKwh fuel, wear or compensation by step
 */
public record Flow(
    String name,
    int electricSign,
    double[] mostKw,
    int tank,
    double[] gain,
    double[] costCentPerKwh) {

  /** The tank of a flow that acts on none. */
  public static final int NO_TANK = -1;
}
