package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.contracts.market.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The k-double auction with a uniform price, in batch. It matches the greatest volume at which the
 * marginal bid still covers the marginal ask, so welfare is the optimum of the reported values. The
 * price is the floor of k · marginal bid + (1 − k) · marginal ask. Price decides, then pro rata at
 * the margin with largest remainder by id: the result is the same for every order of the book.
 */
public final class UniformDoubleAuction implements ClearingMechanism {

  public static final String NAME = "k-double-auction";

  private static final Comparator<Order> BEST_BID_FIRST =
      Comparator.comparingLong(Order::priceMilliCentPerKwh).reversed().thenComparing(Order::id);
  private static final Comparator<Order> BEST_ASK_FIRST =
      Comparator.comparingLong(Order::priceMilliCentPerKwh).thenComparing(Order::id);

  private final int kPercent;

  /**
   * An auction.
   *
   * @param kPercent place of the price between the marginal ask (0) and the marginal bid (100)
   */
  public UniformDoubleAuction(int kPercent) {
    if (kPercent < 0 || kPercent > 100) {
      throw new IllegalArgumentException("k is " + kPercent + " %; it must lie within 0 to 100 %");
    }
    this.kPercent = kPercent;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ClearingResult clear(List<Order> orders) {
    requireDistinctIds(orders);
    SelfNetting netting = new SelfNetting(orders);
    List<Order> bids = side(netting.orders(), Side.BID, BEST_BID_FIRST);
    List<Order> asks = side(netting.orders(), Side.ASK, BEST_ASK_FIRST);
    Margin margin = Margin.of(bids, asks);
    if (margin.volumeWh() == 0) {
      return new ClearingResult(
          OptionalLong.empty(), List.of(), List.of(), 0, 0, netting.nettedWh(), 0);
    }
    long price = Math.floorDiv(margin.bid() * kPercent + margin.ask() * (100 - kPercent), 100);
    List<Fill> filledBids = fill(bids, margin.bid(), margin.volumeWh());
    List<Fill> filledAsks = fill(asks, margin.ask(), margin.volumeWh());
    List<Fill> fills = new ArrayList<>(filledBids);
    fills.addAll(filledAsks);
    long inside = 0;
    for (Order bid : bids) {
      inside += bid.priceMilliCentPerKwh() >= price ? bid.quantityWh() : 0;
    }
    for (Order ask : asks) {
      inside += ask.priceMilliCentPerKwh() <= price ? ask.quantityWh() : 0;
    }
    return new ClearingResult(
        OptionalLong.of(price),
        fills,
        pair(filledBids, filledAsks, price),
        margin.volumeWh(),
        inside - 2 * margin.volumeWh(),
        netting.nettedWh(),
        value(filledBids) - value(filledAsks));
  }

  /** Best welfare a book allows, micro-cent, whatever the rule. */
  public static long optimalWelfareMicroCent(List<Order> orders) {
    return new UniformDoubleAuction(50).clear(orders).welfareMicroCent();
  }

  private static List<Order> side(List<Order> orders, Side side, Comparator<Order> order) {
    List<Order> found = new ArrayList<>();
    for (Order candidate : orders) {
      if (candidate.side() == side) {
        found.add(candidate);
      }
    }
    found.sort(order);
    return found;
  }

  /** Orders better than the margin in full, those at the margin pro rata. */
  private static List<Fill> fill(List<Order> sorted, long marginalPrice, long volumeWh) {
    List<Fill> fills = new ArrayList<>();
    List<Order> marginal = new ArrayList<>();
    long left = volumeWh;
    for (Order order : sorted) {
      if (left > 0 && order.priceMilliCentPerKwh() == marginalPrice) {
        marginal.add(order);
      } else if (left > 0 && marginal.isEmpty()) {
        fills.add(new Fill(order, order.quantityWh()));
        left -= order.quantityWh();
      }
    }
    long[] shares = Shares.proRata(left, marginal.stream().mapToLong(Order::quantityWh).toArray());
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        fills.add(new Fill(marginal.get(i), shares[i]));
      }
    }
    return fills;
  }

  private static List<Trade> pair(List<Fill> bids, List<Fill> asks, long price) {
    List<Trade> trades = new ArrayList<>();
    int bid = 0;
    int ask = 0;
    long bidLeft = bids.get(0).quantityWh();
    long askLeft = asks.get(0).quantityWh();
    while (true) {
      long quantityWh = Math.min(bidLeft, askLeft);
      trades.add(
          new Trade(
              bids.get(bid).order().owner(), asks.get(ask).order().owner(), quantityWh, price));
      bidLeft -= quantityWh;
      askLeft -= quantityWh;
      if (bidLeft == 0 && ++bid < bids.size()) {
        bidLeft = bids.get(bid).quantityWh();
      }
      if (askLeft == 0 && ++ask < asks.size()) {
        askLeft = asks.get(ask).quantityWh();
      }
      if (bid == bids.size() || ask == asks.size()) {
        return trades;
      }
    }
  }

  private static long value(List<Fill> fills) {
    long sum = 0;
    for (Fill fill : fills) {
      sum =
          Math.addExact(
              sum, Math.multiplyExact(fill.quantityWh(), fill.order().priceMilliCentPerKwh()));
    }
    return sum;
  }

  private static void requireDistinctIds(List<Order> orders) {
    Set<String> seen = new HashSet<>();
    for (Order order : orders) {
      if (!seen.add(order.id())) {
        throw new IllegalArgumentException(
            "Two orders have the id '" + order.id() + "'; ids must be unique within a book");
      }
    }
  }
}
