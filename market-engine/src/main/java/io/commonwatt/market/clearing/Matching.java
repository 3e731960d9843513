package io.commonwatt.market.clearing;

import java.util.HashMap;
import java.util.Map;

/**
 * What is to be traded before it is priced: both sides filled to the same volume, and of each owner
 * one side only. What an owner would trade with itself is taken out: orders of one owner form one
 * demand curve, its self-consumption is no trade, pays nothing and counts as netted.
 */
final class Matching {

  final Filled bids;
  final Filled asks;
  private long nettedWh;
  private long nettedWelfare;

  /**
   * A matching.
   *
   * @param bids filled
   * @param asks filled; to the same total or rationed afterwards
   */
  Matching(Filled bids, Filled asks) {
    this.bids = bids;
    this.asks = asks;
    if (!everyOrderIsItsOwner(bids) || !everyOrderIsItsOwner(asks)) {
      net();
    }
  }

  /** The greatest welfare: price decides, then pro rata at the margin. */
  static Matching efficient(Sides sides, Margin margin) {
    return new Matching(
        Filled.upTo(sides.bids(), margin.bid(), margin.volumeWh()),
        Filled.upTo(sides.asks(), margin.ask(), margin.volumeWh()));
  }

  /** Cuts the longer side to the shorter, every order pro rata, whatever its price. */
  Matching rationLongSide() {
    long bidWh = bids.totalWh();
    long askWh = asks.totalWh();
    if (bidWh > askWh) {
      bids.rationTo(askWh);
    } else if (askWh > bidWh) {
      asks.rationTo(bidWh);
    }
    return this;
  }

  /** Priced by each pair of a bid and an ask; {@code insideWh} is what the prices let in. */
  ClearingResult at(PairPrice price, long insideWh) {
    return new Pairing(this, price).result(insideWh);
  }

  /** Priced by order; {@code amounts} are micro-cent for each bid, then each ask. */
  ClearingResult at(long[] bidAmounts, long[] askAmounts, long insideWh) {
    return new Pairing(this, bidAmounts, askAmounts).result(insideWh);
  }

  long nettedWh() {
    return nettedWh;
  }

  long nettedWelfareMicroCent() {
    return nettedWelfare;
  }

  private static boolean everyOrderIsItsOwner(Filled side) {
    for (Order order : side.orders) {
      if (!order.owner().equals(order.id())) {
        return false;
      }
    }
    return true;
  }

  private void net() {
    Map<String, Long> bought = new HashMap<>();
    for (int i = 0; i < bids.orders.length; i++) {
      bought.merge(bids.orders[i].owner(), bids.quantityWh[i], Long::sum);
    }
    Map<String, Long> own = new HashMap<>();
    for (int i = 0; i < asks.orders.length; i++) {
      String owner = asks.orders[i].owner();
      if (bought.containsKey(owner)) {
        own.merge(owner, asks.quantityWh[i], Long::sum);
      }
    }
    if (own.isEmpty()) {
      return;
    }
    own.replaceAll((owner, soldWh) -> Math.min(soldWh, bought.get(owner)));
    for (long wh : own.values()) {
      nettedWh += wh;
    }
    nettedWelfare = Math.subtractExact(takeOut(bids, own), takeOut(asks, own));
  }

  /** Takes the self-traded energy out of each owner's best orders and returns its value. */
  private static long takeOut(Filled side, Map<String, Long> own) {
    Map<String, Long> left = new HashMap<>(own);
    long value = 0;
    for (int i = 0; i < side.orders.length; i++) {
      Order order = side.orders[i];
      long wh = Math.min(side.quantityWh[i], left.getOrDefault(order.owner(), 0L));
      if (wh > 0) {
        side.quantityWh[i] -= wh;
        left.merge(order.owner(), -wh, Long::sum);
        value = Math.addExact(value, Math.multiplyExact(wh, order.priceMilliCentPerKwh()));
      }
    }
    return value;
  }
}
