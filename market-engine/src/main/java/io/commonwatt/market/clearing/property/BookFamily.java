package io.commonwatt.market.clearing.property;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.McAfee;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.clearing.VickreyClarkeGroves;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Kinds of random books: small, so that one trader matters, with ties. */
public enum BookFamily {
  /** One order of 1 Wh of each owner. */
  UNIT_DEMAND,
  /** One order of 1 to 20 Wh of each owner. */
  ONE_ORDER,
  /** One to three orders of 1 to 20 Wh of each owner, all bids or all asks. */
  SEVERAL_ORDERS;

  private static final int MOST_OWNERS = 12;
  private static final int PRICES = 40;
  private static final int QUANTITIES_WH = 20;
  private static final int MOST_ORDERS = 3;

  /** The kind of books a mechanism makes its promises for. */
  public static BookFamily of(String mechanism) {
    return switch (mechanism) {
      case McAfee.NAME -> UNIT_DEMAND;
      case VickreyClarkeGroves.NAME -> SEVERAL_ORDERS;
      default -> ONE_ORDER;
    };
  }

  /** Whether an order may be for another energy, so that a lie about it can be asked for. */
  public boolean variesQuantity() {
    return this != UNIT_DEMAND;
  }

  /** A book of 2 to 12 owners. */
  public List<Order> draw(SplittableRandom random) {
    List<Order> book = new ArrayList<>();
    int owners = random.nextInt(2, MOST_OWNERS + 1);
    for (int owner = 0; owner < owners; owner++) {
      Side side = random.nextBoolean() ? Side.BID : Side.ASK;
      int orders = this == SEVERAL_ORDERS ? random.nextInt(1, MOST_ORDERS + 1) : 1;
      for (int i = 0; i < orders; i++) {
        book.add(
            new Order(
                "o" + owner + '-' + i,
                this == SEVERAL_ORDERS ? "h" + owner : "o" + owner + '-' + i,
                side,
                this == UNIT_DEMAND ? 1 : random.nextInt(1, QUANTITIES_WH + 1),
                random.nextInt(PRICES),
                random.nextInt(owners)));
      }
    }
    return book;
  }
}
