package io.commonwatt.market.bidding;

/**
 * One bidder for one device, from its own forecast and state, as in El-Baz, Tzscheutschler and
 * Wagner (2019). It tells the truth; what is told instead is a {@link BiddingStrategy}.
 * Implementations are immutable.
 */
public interface DeviceBidder {

  /**
   * What the device wants of the hour to come.
   *
   * @param limits prices of the tariff behind it
   */
  DeviceBid bid(PriceLimits limits);
}
