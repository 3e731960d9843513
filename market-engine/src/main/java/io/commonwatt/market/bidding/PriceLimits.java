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
}
