package io.commonwatt.market.clearing;

import java.util.HashMap;
import java.util.Map;

/**
 * Vickrey, Clarke and Groves: the greatest welfare, and each owner pays what its presence costs the
 * others, micro-cent exact: W(without it) − (W − its own value). Truthful for any number of orders
 * of an owner. Sellers may be paid more than buyers pay: the deficit is the market operator's and
 * is printed. An owner's payment is spread over its orders by energy. Cost n log n: the welfare
 * without an owner is read off the curves of the book.
 */
public final class VickreyClarkeGroves extends BatchMechanism {

  public static final String NAME = "vcg";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Budget budget() {
    return Budget.DEFICIT_ALLOWED;
  }

  @Override
  ClearingResult clear(Sides sides) {
    Margin margin = Margin.of(sides);
    if (margin.volumeWh() == 0) {
      return ClearingResult.noTrade();
    }
    Filled bids = Filled.upTo(sides.bids(), margin.bid(), margin.volumeWh());
    Filled asks = Filled.upTo(sides.asks(), margin.ask(), margin.volumeWh());
    long welfare = Math.subtractExact(bids.valueMicroCent(), asks.valueMicroCent());
    Map<String, OwnerPart> owners = new HashMap<>();
    addValues(owners, bids, 1);
    addValues(owners, asks, -1);
    addOrders(owners, sides.bids());
    addOrders(owners, sides.asks());
    Matching matching = new Matching(bids, asks);
    addTraded(owners, matching.bids, false);
    addTraded(owners, matching.asks, true);
    WelfareCurves curves = new WelfareCurves(sides);
    for (OwnerPart owner : owners.values()) {
      owner.spread(curves.welfareWithout(owner.orders()) - (welfare - owner.valueMicroCent()));
    }
    return matching.at(
        amounts(owners, matching.bids),
        amounts(owners, matching.asks),
        sides.insideWh(margin.bid(), margin.ask()));
  }

  private static void addValues(Map<String, OwnerPart> owners, Filled side, int sign) {
    for (int i = 0; i < side.orders.length; i++) {
      if (side.quantityWh[i] > 0) {
        owners
            .computeIfAbsent(side.orders[i].owner(), owner -> new OwnerPart())
            .addValue(
                Math.multiplyExact(
                    sign * side.quantityWh[i], side.orders[i].priceMilliCentPerKwh()));
      }
    }
  }

  /** Of owners that trade, also the orders that do not: they too leave with the owner. */
  private static void addOrders(Map<String, OwnerPart> owners, Order[] side) {
    for (Order order : side) {
      OwnerPart owner = owners.get(order.owner());
      if (owner != null) {
        owner.add(order);
      }
    }
  }

  private static void addTraded(Map<String, OwnerPart> owners, Filled side, boolean isAsk) {
    for (int i = 0; i < side.orders.length; i++) {
      if (side.quantityWh[i] > 0) {
        owners.get(side.orders[i].owner()).addTraded(isAsk, side.quantityWh[i]);
      }
    }
  }

  private static long[] amounts(Map<String, OwnerPart> owners, Filled side) {
    long[] amounts = new long[side.orders.length];
    for (int i = 0; i < amounts.length; i++) {
      if (side.quantityWh[i] > 0) {
        amounts[i] = owners.get(side.orders[i].owner()).nextAmount();
      }
    }
    return amounts;
  }
}
