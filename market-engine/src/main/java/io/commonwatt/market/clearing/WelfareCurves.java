package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.Arrays;
import java.util.List;

/**
 * The best welfare of a book without some of its orders, in log n steps. By linear duality it is
 * the least over all prices p of Σ bids above p · (bid − p) + Σ asks below p · (p − ask), a convex
 * function whose least value lies at the price of an order. Sums wrap around 64 bits on the way and
 * are right where the result fits.
 */
final class WelfareCurves {

  private final long[] prices;
  private final long[] demandWh;
  private final long[] supplyWh;
  private final long[] gain;

  WelfareCurves(Sides sides) {
    prices = distinctPrices(sides);
    int count = prices.length;
    demandWh = new long[count + 1];
    supplyWh = new long[count];
    gain = new long[count];
    Order[] bids = sides.bids();
    int bid = 0;
    long surplus = 0;
    for (int at = count - 1; at >= 0; at--) {
      surplus += at + 1 < count ? (prices[at + 1] - prices[at]) * demandWh[at + 1] : 0;
      demandWh[at] = demandWh[at + 1];
      for (; bid < bids.length && bids[bid].priceMilliCentPerKwh() == prices[at]; bid++) {
        demandWh[at] += bids[bid].quantityWh();
      }
      gain[at] = surplus;
    }
    Order[] asks = sides.asks();
    int ask = 0;
    surplus = 0;
    for (int at = 0; at < count; at++) {
      surplus += at > 0 ? (prices[at] - prices[at - 1]) * supplyWh[at - 1] : 0;
      supplyWh[at] = at > 0 ? supplyWh[at - 1] : 0;
      for (; ask < asks.length && asks[ask].priceMilliCentPerKwh() == prices[at]; ask++) {
        supplyWh[at] += asks[ask].quantityWh();
      }
      gain[at] += surplus;
    }
  }

  /** Best welfare without these orders of the book, micro-cent. */
  long welfareWithout(List<Order> orders) {
    int low = 0;
    int high = prices.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (excessAbove(middle, orders) <= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    long welfare = gain[low];
    for (Order order : orders) {
      long margin = order.priceMilliCentPerKwh() - prices[low];
      welfare -= Math.max(0, order.side() == Side.BID ? margin : -margin) * order.quantityWh();
    }
    return welfare;
  }

  /** Demand above a price less supply up to it, without the orders. */
  private long excessAbove(int at, List<Order> orders) {
    long excess = demandWh[at + 1] - supplyWh[at];
    for (Order order : orders) {
      boolean above = order.priceMilliCentPerKwh() > prices[at];
      if (order.side() == Side.BID) {
        excess -= above ? order.quantityWh() : 0;
      } else {
        excess += above ? 0 : order.quantityWh();
      }
    }
    return excess;
  }

  private static long[] distinctPrices(Sides sides) {
    Order[] bids = sides.bids();
    Order[] asks = sides.asks();
    long[] merged = new long[bids.length + asks.length];
    int count = 0;
    int bid = bids.length - 1;
    int ask = 0;
    while (bid >= 0 || ask < asks.length) {
      boolean takeBid =
          bid >= 0
              && (ask == asks.length
                  || bids[bid].priceMilliCentPerKwh() <= asks[ask].priceMilliCentPerKwh());
      long price =
          takeBid ? bids[bid--].priceMilliCentPerKwh() : asks[ask++].priceMilliCentPerKwh();
      if (count == 0 || merged[count - 1] != price) {
        merged[count++] = price;
      }
    }
    return Arrays.copyOf(merged, count);
  }
}
