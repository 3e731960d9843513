package io.commonwatt.market.clearing;

import java.util.List;

/** A rule that turns a book into trades. Implementations are stateless and thread-safe. */
public interface ClearingMechanism {

  /** Name on the command line and in the clearing. */
  String name();

  /** What it promises about money. */
  Budget budget();

  /**
   * Clears a book. The result does not depend on the order of the list.
   *
   * @throws BookRefusedException when two orders share an id, an amount leaves 64 bits, or the rule
   *     does not apply to such a book
   */
  ClearingResult clear(List<Order> orders);

  /**
   * The mechanism of that name.
   *
   * @param kPercent place of the price between the marginal ask (0) and the marginal bid (100), for
   *     the k-double auctions
   * @throws IllegalArgumentException when there is none, naming those there are
   */
  static ClearingMechanism named(String name, int kPercent) {
    return Mechanisms.named(name, kPercent);
  }

  /** Names of all mechanisms. */
  static List<String> listNames() {
    return Mechanisms.listNames();
  }
}
