package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.List;

/**
 * A book made ready for a batch rule: bids and asks, best price first, ties by id.
 *
 * @param bids highest price first
 * @param asks lowest price first
 */
record Sides(Order[] bids, Order[] asks) {

  /**
   * The sides of a book.
   *
   * @throws BookRefusedException when two orders share an id
   * @throws ArithmeticException when the energy of a side leaves 64 bits
   */
  static Sides of(List<Order> orders) {
    DistinctIds.require(orders);
    int count = 0;
    for (Order order : orders) {
      count += order.side() == Side.BID ? 1 : 0;
    }
    Order[] bids = new Order[count];
    Order[] asks = new Order[orders.size() - count];
    int bid = 0;
    int ask = 0;
    long bidWh = 0;
    long askWh = 0;
    for (Order order : orders) {
      if (order.side() == Side.BID) {
        bids[bid++] = order;
        bidWh = Math.addExact(bidWh, order.quantityWh());
      } else {
        asks[ask++] = order;
        askWh = Math.addExact(askWh, order.quantityWh());
      }
    }
    Math.addExact(bidWh, askWh);
    PriceSort.sort(bids, true);
    PriceSort.sort(asks, false);
    return new Sides(bids, asks);
  }

  /** Energy of the bids at a price or above and of the asks at a price or below, Wh. */
  long insideWh(long leastBid, long mostAsk) {
    long sum = 0;
    for (int i = 0; i < bids.length && bids[i].priceMilliCentPerKwh() >= leastBid; i++) {
      sum += bids[i].quantityWh();
    }
    for (int i = 0; i < asks.length && asks[i].priceMilliCentPerKwh() <= mostAsk; i++) {
      sum += asks[i].quantityWh();
    }
    return sum;
  }
}
