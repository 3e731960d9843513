package io.commonwatt.market.clearing;

import java.util.List;

/**
 * What batch rules share: ids are checked, both sides sorted, and arithmetic that leaves 64 bits
 * refuses the book instead of giving a wrong amount. Cost n log n in the number of orders.
 */
abstract class BatchMechanism implements ClearingMechanism {

  @Override
  public final ClearingResult clear(List<Order> orders) {
    try {
      Sides sides = Sides.of(orders);
      if (sides.bids().length == 0 || sides.asks().length == 0) {
        return ClearingResult.noTrade();
      }
      return clear(sides);
    } catch (ArithmeticException e) {
      throw new BookRefusedException(
          "The energy or the money of this book does not fit 64 bits of Wh and micro-cent; use"
              + " smaller quantities or prices, or a position limit and price collars");
    }
  }

  /** Clears sides that both have orders. */
  abstract ClearingResult clear(Sides sides);
}
