package io.commonwatt.market.clearing;

import java.util.List;

/**
 * Where supply meets demand.
 *
 * @param volumeWh greatest volume at which the marginal bid covers the marginal ask
 * @param bid price of the last bid matched
 * @param ask price of the last ask matched
 */
record Margin(long volumeWh, long bid, long ask) {

  /** The margin of sorted sides, best first. */
  static Margin of(List<Order> bids, List<Order> asks) {
    int bid = 0;
    int ask = 0;
    long usedOfBid = 0;
    long usedOfAsk = 0;
    long volumeWh = 0;
    long bidPrice = 0;
    long askPrice = 0;
    while (bid < bids.size()
        && ask < asks.size()
        && bids.get(bid).priceMilliCentPerKwh() >= asks.get(ask).priceMilliCentPerKwh()) {
      bidPrice = bids.get(bid).priceMilliCentPerKwh();
      askPrice = asks.get(ask).priceMilliCentPerKwh();
      long quantityWh =
          Math.min(bids.get(bid).quantityWh() - usedOfBid, asks.get(ask).quantityWh() - usedOfAsk);
      volumeWh += quantityWh;
      usedOfBid += quantityWh;
      usedOfAsk += quantityWh;
      if (usedOfBid == bids.get(bid).quantityWh()) {
        bid++;
        usedOfBid = 0;
      }
      if (usedOfAsk == asks.get(ask).quantityWh()) {
        ask++;
        usedOfAsk = 0;
      }
    }
    return new Margin(volumeWh, bidPrice, askPrice);
  }
}
