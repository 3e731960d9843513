package io.commonwatt.market.coordination;

/**
 * How a home deals with others.
 *
 * @param toldFactor what it says of its load and surplus over what it expects or measured
 * @param bidShade how far it moves its bids from their value to the other end of its limits, 0 to 1
 */
public record Conduct(double toldFactor, double bidShade) {

  /** Says what is so. */
  public static final Conduct HONEST = new Conduct(1, 0);
}
