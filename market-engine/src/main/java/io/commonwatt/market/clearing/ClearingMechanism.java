package io.commonwatt.market.clearing;

import java.util.List;

/** A rule that turns a book into trades. Implementations are stateless and thread-safe. */
public interface ClearingMechanism {

  /** Name on the command line and in the clearing. */
  String name();

  /**
   * Clears a book. The result does not depend on the order of the list.
   *
   * @throws IllegalArgumentException when two orders share an id
   */
  ClearingResult clear(List<Order> orders);

  /**
   * The mechanism of that name.
   *
   * @param kPercent place of the price between the marginal ask (0) and the marginal bid (100)
   * @throws IllegalArgumentException when there is none, naming those there are
   */
  static ClearingMechanism named(String name, int kPercent) {
    if (name.equals(UniformDoubleAuction.NAME)) {
      return new UniformDoubleAuction(kPercent);
    }
    throw new IllegalArgumentException(
        "No clearing mechanism '" + name + "'; there is: " + UniformDoubleAuction.NAME);
  }
}
