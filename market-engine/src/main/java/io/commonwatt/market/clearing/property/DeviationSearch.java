package io.commonwatt.market.clearing.property;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Fill;
import io.commonwatt.market.clearing.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Searches what one trader gains by changing one of its orders while the others stay: a lower bound
 * on what lying can bring, over a stated grid. Open games with agency (Capucci et al. 2021) call
 * the same a unilateral deviation. Energy bought beyond what was wanted is worth nothing; a seller
 * sells no more than it has.
 */
public final class DeviationSearch {

  private final ClearingMechanism mechanism;
  private final List<Order> book;
  private final Order truth;
  private final long honest;

  /**
   * A search.
   *
   * @param truth the order that may be changed; the owner stands on one side of the book only
   * @param result of the book as it is
   */
  public DeviationSearch(
      ClearingMechanism mechanism, List<Order> book, Order truth, ClearingResult result) {
    this.mechanism = mechanism;
    this.book = book;
    this.truth = truth;
    honest = utility(result);
  }

  /** Most gained by another price: those of the book, and one less and one more. Micro-cent. */
  public long bestPriceGain() {
    Set<Long> prices = new TreeSet<>();
    for (Order order : book) {
      for (long step = -1; step <= 1; step++) {
        prices.add(order.priceMilliCentPerKwh() + step);
      }
    }
    long best = 0;
    for (long price : prices) {
      best = Math.max(best, gain(truth.withPriceMilliCentPerKwh(price)));
    }
    return best;
  }

  /** Most gained by holding energy back: all but 1 Wh, half, 1 Wh. Micro-cent. */
  public long bestWithholdingGain() {
    long quantityWh = truth.quantityWh();
    long best = 0;
    for (long wh : List.of(1L, quantityWh / 2, quantityWh - 1)) {
      best = wh > 0 ? Math.max(best, gain(truth.withQuantityWh(wh))) : best;
    }
    return best;
  }

  /** Most gained by overstating energy: by 1 Wh, by half, twice. Micro-cent. */
  public long bestOverstatingGain() {
    long quantityWh = truth.quantityWh();
    long best = 0;
    for (long wh : List.of(quantityWh + 1, quantityWh * 3 / 2, quantityWh * 2)) {
      best = wh > quantityWh ? Math.max(best, gain(truth.withQuantityWh(wh))) : best;
    }
    return best;
  }

  private long gain(Order lie) {
    List<Order> changed = new ArrayList<>(book);
    changed.set(book.indexOf(truth), lie);
    return utility(mechanism.clear(changed)) - honest;
  }

  /** What the owner has of a result at its true values; the least long where it cannot deliver. */
  private long utility(ClearingResult result) {
    long utility = 0;
    for (Fill fill : result.fills()) {
      Order order = fill.order();
      if (!order.owner().equals(truth.owner())) {
        continue;
      }
      boolean isLie = order.id().equals(truth.id());
      long price = isLie ? truth.priceMilliCentPerKwh() : order.priceMilliCentPerKwh();
      long wh = isLie ? Math.min(fill.quantityWh(), truth.quantityWh()) : fill.quantityWh();
      if (order.side() == Side.BID) {
        utility += wh * price - fill.amountMicroCent();
      } else if (wh < fill.quantityWh()) {
        return Long.MIN_VALUE / 2;
      } else {
        utility += fill.amountMicroCent() - wh * price;
      }
    }
    return utility;
  }
}
