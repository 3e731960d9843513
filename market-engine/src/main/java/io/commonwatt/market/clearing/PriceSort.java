package io.commonwatt.market.clearing;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Sorts orders by price, ties by id. Where price range × count fits 63 bits, which is every market
 * of this world, prices and places are sorted as plain longs and only runs of one price are
 * compared by id.
 */
final class PriceSort {

  private static final Comparator<Order> BY_ID = Comparator.comparing(Order::id);

  private PriceSort() {}

  static void sort(Order[] orders, boolean highestFirst) {
    if (orders.length < 2) {
      return;
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (Order order : orders) {
      least = Math.min(least, order.priceMilliCentPerKwh());
      most = Math.max(most, order.priceMilliCentPerKwh());
    }
    long range = most - least;
    if (range < 0 || range >= Long.MAX_VALUE / orders.length - 1) {
      sortCompared(orders, highestFirst);
      return;
    }
    long[] keys = new long[orders.length];
    for (int i = 0; i < keys.length; i++) {
      long price = orders[i].priceMilliCentPerKwh();
      keys[i] = (highestFirst ? most - price : price - least) * keys.length + i;
    }
    Arrays.sort(keys);
    Order[] unsorted = orders.clone();
    for (int i = 0; i < keys.length; i++) {
      orders[i] = unsorted[(int) (keys[i] % keys.length)];
    }
    sortRunsById(orders);
  }

  /** The same by comparing, for any prices. */
  static void sortCompared(Order[] orders, boolean highestFirst) {
    Comparator<Order> byPrice = Comparator.comparingLong(Order::priceMilliCentPerKwh);
    Arrays.sort(orders, (highestFirst ? byPrice.reversed() : byPrice).thenComparing(BY_ID));
  }

  private static void sortRunsById(Order[] orders) {
    int from = 0;
    for (int i = 1; i <= orders.length; i++) {
      if (i == orders.length
          || orders[i].priceMilliCentPerKwh() != orders[from].priceMilliCentPerKwh()) {
        if (i - from > 1) {
          Arrays.sort(orders, from, i, BY_ID);
        }
        from = i;
      }
    }
  }
}
