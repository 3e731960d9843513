package io.commonwatt.market.bidding;

/**
 * Between which prices a home trades rather than use its tariff, milli-cent per kWh.
 *
 * @param floor what the tariff pays for energy fed in
 * @param ceiling what the tariff asks for energy taken, fees included
 * @param localFee what a buyer pays on top of the local price
 */
public record PriceLimits(long floor, long ceiling, long localFee) {

  long clip(long price) {
    return Math.max(floor, Math.min(ceiling, price));
  }

  /** A price between what the tariff pays (0) and what it asks (1). */
  public long between(double share) {
    return floor + Math.round(share * (ceiling - floor));
  }

  /** Most that a buyer can bid without paying more than its tariff. */
  public long highestBid() {
    return Math.max(floor, ceiling - localFee);
  }

  /** Midpoint of what can be traded at. */
  public long middle() {
    return floor + (highestBid() - floor) / 2;
  }
}
