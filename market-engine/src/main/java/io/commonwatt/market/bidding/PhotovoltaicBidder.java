package io.commonwatt.market.bidding;

/**
 * A PV system: its energy costs nothing, so that what is expected of it is sold down to what the
 * tariff pays.
 *
 * @param expectedWh forecast of the hour, non-negative
 */
public record PhotovoltaicBidder(long expectedWh) implements DeviceBidder {
  public PhotovoltaicBidder {
    if (expectedWh < 0) {
      throw new IllegalArgumentException(
          "A generation of " + expectedWh + " Wh; use a LoadBidder for what is taken");
    }
  }

  @Override
  public DeviceBid bid(PriceLimits limits) {
    return DeviceBid.inelastic(-expectedWh);
  }
}
