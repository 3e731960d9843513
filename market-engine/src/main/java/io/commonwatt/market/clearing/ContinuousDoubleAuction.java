package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order book: orders arrive by time, ties by id, and trade at once at the price of what rests.
 * Time counts here and only here. Not efficient: an early trade may keep a better one from
 * happening.
 */
public final class ContinuousDoubleAuction implements ClearingMechanism {

  public static final String NAME = "order-book";

  private static final Comparator<Order> ARRIVAL =
      Comparator.comparingLong(Order::time).thenComparing(Order::id);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Budget budget() {
    return Budget.EXACT;
  }

  @Override
  public ClearingResult clear(List<Order> orders) {
    DistinctIds.require(orders);
    Order[] arriving = orders.toArray(new Order[0]);
    Arrays.sort(arriving, ARRIVAL);
    Tape tape = new Tape();
    OrderBook book = new OrderBook(tape);
    try {
      for (Order order : arriving) {
        book.submit(order);
      }
      return tape.result(arriving);
    } catch (ArithmeticException e) {
      throw new BookRefusedException(
          "The money of this book does not fit 64 bits of micro-cent; use smaller quantities or"
              + " prices, or a position limit and price collars");
    }
  }

  /** What happened, added up. */
  private static final class Tape implements OrderBook.Listener {
    private final List<Match> matches = new ArrayList<>();
    private final Map<String, long[]> traded = new HashMap<>();
    private long tradedWh;
    private long nettedWh;
    private long nettedWelfare;

    @Override
    public void traded(Order incoming, Order resting, long wh, long price) {
      Order bid = incoming.side() == Side.BID ? incoming : resting;
      Order ask = incoming.side() == Side.BID ? resting : incoming;
      matches.add(new Match(bid.owner(), ask.owner(), wh, price, price));
      add(bid, wh, price);
      add(ask, wh, price);
      tradedWh = Math.addExact(tradedWh, wh);
    }

    @Override
    public void selfTradePrevented(Order incoming, Order resting, long wh) {
      long spread =
          Math.subtractExact(incoming.priceMilliCentPerKwh(), resting.priceMilliCentPerKwh());
      nettedWh = Math.addExact(nettedWh, wh);
      nettedWelfare = Math.addExact(nettedWelfare, Math.multiplyExact(wh, Math.abs(spread)));
    }

    private void add(Order order, long wh, long price) {
      long[] sums = traded.computeIfAbsent(order.id(), id -> new long[2]);
      sums[0] += wh;
      sums[1] = Math.addExact(sums[1], Math.multiplyExact(wh, price));
    }

    ClearingResult result(Order[] orders) {
      Order[] bids = filled(orders, Side.BID);
      Order[] asks = filled(orders, Side.ASK);
      PriceSort.sort(bids, true);
      PriceSort.sort(asks, false);
      List<Fill> fills = new ArrayList<>(bids.length + asks.length);
      long welfare = Math.subtractExact(addFills(fills, bids), addFills(fills, asks));
      return new ClearingResult(fills, matches, tradedWh, 0, nettedWh, welfare, nettedWelfare);
    }

    private Order[] filled(Order[] orders, Side side) {
      List<Order> filled = new ArrayList<>();
      for (Order order : orders) {
        if (order.side() == side && traded.containsKey(order.id())) {
          filled.add(order);
        }
      }
      return filled.toArray(new Order[0]);
    }

    private long addFills(List<Fill> fills, Order[] orders) {
      long value = 0;
      for (Order order : orders) {
        long[] sums = traded.get(order.id());
        Fill fill = new Fill(order, sums[0], sums[1]);
        value = Math.addExact(value, fill.valueMicroCent());
        fills.add(fill);
      }
      return value;
    }
  }
}
