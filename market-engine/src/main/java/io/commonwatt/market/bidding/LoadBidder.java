package io.commonwatt.market.bidding;

/**
 * A load that nobody shifts: what is expected of it is bought up to the tariff.
 *
 * @param expectedWh forecast of the hour, non-negative
 */
public record LoadBidder(long expectedWh) implements DeviceBidder {
  public LoadBidder {
    if (expectedWh < 0) {
      throw new IllegalArgumentException(
          "A load of " + expectedWh + " Wh; use a PhotovoltaicBidder for what is given");
    }
  }

  @Override
  public DeviceBid bid(PriceLimits limits) {
    return DeviceBid.inelastic(expectedWh);
  }
}
