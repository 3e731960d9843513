package io.commonwatt.market.coordination;

/**
 * How a home deals with others.
 *
 * @param toldFactor what it says of its load and surplus over what it expects or measured
 */
public record Conduct(double toldFactor) {

  /** Says what is so. */
  public static final Conduct HONEST = new Conduct(1);
}
