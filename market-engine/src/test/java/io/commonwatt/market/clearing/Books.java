package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Books for tests. */
final class Books {

  /** Vector T1 of the reference: kWh and EUR/kWh, here in Wh and milli-cent per kWh. */
  static final List<Order> T1 =
      List.of(
          bid("b1", 10_000, 30_000),
          bid("b2", 8_000, 25_000),
          bid("b3", 5_000, 18_000),
          ask("a1", 6_000, 10_000),
          ask("a2", 7_000, 15_000),
          ask("a3", 9_000, 22_000));

  /** Vector T2: unit demand. */
  static final List<Order> T2 = units(new long[] {10, 9, 7, 4}, new long[] {2, 3, 5, 8});

  /** Vector T2, second book: the trade reduction. */
  static final List<Order> T2_REDUCED = units(new long[] {10, 9, 7, 1}, new long[] {2, 3, 5, 6});

  private Books() {}

  static Order bid(String id, long quantityWh, long price) {
    return new Order(id, id, Side.BID, quantityWh, price);
  }

  static Order ask(String id, long quantityWh, long price) {
    return new Order(id, id, Side.ASK, quantityWh, price);
  }

  /** Orders of 1 Wh. */
  static List<Order> units(long[] bids, long[] asks) {
    List<Order> book = new ArrayList<>();
    for (int i = 0; i < bids.length; i++) {
      book.add(bid("b" + i, 1, bids[i]));
    }
    for (int i = 0; i < asks.length; i++) {
      book.add(ask("a" + i, 1, asks[i]));
    }
    return book;
  }

  /** Up to {@code most} orders, each its own owner, prices −2 to {@code prices} − 3. */
  static List<Order> random(Random random, int most, int prices, int quantities) {
    List<Order> book = new ArrayList<>();
    int size = random.nextInt(most + 1);
    for (int i = 0; i < size; i++) {
      String id = String.format("o%03d", i * 7 % 1000);
      book.add(
          new Order(
              id,
              id,
              random.nextBoolean() ? Side.BID : Side.ASK,
              1 + random.nextInt(quantities),
              random.nextInt(prices) - 2,
              random.nextInt(most)));
    }
    return book;
  }

  /** The same with a few owners, who may stand on both sides. */
  static List<Order> randomOwned(Random random, int most, int prices, int quantities, int owners) {
    List<Order> book = new ArrayList<>();
    for (Order order : random(random, most, prices, quantities)) {
      book.add(
          new Order(
              order.id(),
              "own" + random.nextInt(owners),
              order.side(),
              order.quantityWh(),
              order.priceMilliCentPerKwh(),
              order.time()));
    }
    return book;
  }
}
