package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes out of a book what one owner would trade with itself: its best bids against its best asks
 * while they cross. Self-consumption is no trade and pays no fee; afterwards no owner's bid meets
 * its own ask at any price.
 */
final class SelfNetting {

  private final List<Order> orders = new ArrayList<>();
  private long nettedWh;

  SelfNetting(List<Order> book) {
    Map<String, List<Order>> bids = new TreeMap<>();
    Map<String, List<Order>> asks = new TreeMap<>();
    for (Order order : book) {
      (order.side() == Side.BID ? bids : asks)
          .computeIfAbsent(order.owner(), owner -> new ArrayList<>())
          .add(order);
    }
    for (Map.Entry<String, List<Order>> owner : bids.entrySet()) {
      net(owner.getValue(), asks.getOrDefault(owner.getKey(), new ArrayList<>()));
    }
    bids.values().forEach(orders::addAll);
    asks.values().forEach(orders::addAll);
  }

  /** What is left of the book. */
  List<Order> orders() {
    return orders;
  }

  long nettedWh() {
    return nettedWh;
  }

  private void net(List<Order> bids, List<Order> asks) {
    bids.sort(
        Comparator.comparingLong(Order::priceMilliCentPerKwh).reversed().thenComparing(Order::id));
    asks.sort(Comparator.comparingLong(Order::priceMilliCentPerKwh).thenComparing(Order::id));
    while (!bids.isEmpty()
        && !asks.isEmpty()
        && bids.get(0).priceMilliCentPerKwh() >= asks.get(0).priceMilliCentPerKwh()) {
      long quantityWh = Math.min(bids.get(0).quantityWh(), asks.get(0).quantityWh());
      nettedWh += quantityWh;
      reduceFirst(bids, quantityWh);
      reduceFirst(asks, quantityWh);
    }
  }

  private static void reduceFirst(List<Order> orders, long quantityWh) {
    Order first = orders.get(0);
    if (first.quantityWh() == quantityWh) {
      orders.remove(0);
    } else {
      orders.set(0, first.withQuantityWh(first.quantityWh() - quantityWh));
    }
  }
}
