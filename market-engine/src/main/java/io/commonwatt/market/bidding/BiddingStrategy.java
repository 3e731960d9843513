package io.commonwatt.market.bidding;

import io.commonwatt.market.clearing.Order;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a trader tells instead of the truth. Orders keep their ids, owners and sides.
 * Implementations are stateless and thread-safe.
 */
public interface BiddingStrategy {

  /** Name on the command line and in the name of a strategy. */
  String name();

  /**
   * The orders that are sent.
   *
   * @param truth orders at what the energy is worth to the trader
   * @param limits prices of the tariff behind them
   * @param signal what the hub told all
   * @param random the trader's own, seeded by who it is and the hour
   */
  List<Order> submit(
      List<Order> truth, PriceLimits limits, MarketSignal signal, SplittableRandom random);
}
