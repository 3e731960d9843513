package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Price collars and position limits. A bid above the ceiling counts at the ceiling and an ask below
 * the floor at the floor, so that no price leaves the collar; a bid below the floor or an ask above
 * the ceiling cannot trade and is taken out. Of an owner's orders on one side, the best up to the
 * position limit stay. Stateless and thread-safe.
 *
 * @param floorMilliCentPerKwh least price
 * @param ceilingMilliCentPerKwh greatest price
 * @param positionWh most an owner may bid for, and most it may offer, Wh
 */
public record TradingLimits(
    long floorMilliCentPerKwh, long ceilingMilliCentPerKwh, long positionWh) {

  public static final TradingLimits NONE =
      new TradingLimits(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  public TradingLimits {
    if (floorMilliCentPerKwh > ceilingMilliCentPerKwh) {
      throw new IllegalArgumentException(
          "The floor "
              + floorMilliCentPerKwh
              + " is above the ceiling "
              + ceilingMilliCentPerKwh
              + " milli-cent per kWh; swap them");
    }
    if (positionWh <= 0) {
      throw new IllegalArgumentException(
          "The position limit is " + positionWh + " Wh; it must be positive");
    }
  }

  /**
   * A book within limits.
   *
   * @param orders what may trade, at the prices and quantities that count
   * @param removedWh energy taken out
   */
  public record Limited(List<Order> orders, long removedWh) {
    public Limited {
      orders = List.copyOf(orders);
    }
  }

  /** Applies the limits. The result does not depend on the order of the list. */
  public Limited apply(List<Order> book) {
    List<Order> orders = new ArrayList<>();
    long removedWh = 0;
    for (Order order : book) {
      boolean isBid = order.side() == Side.BID;
      long price = order.priceMilliCentPerKwh();
      if (isBid ? price < floorMilliCentPerKwh : price > ceilingMilliCentPerKwh) {
        removedWh = Math.addExact(removedWh, order.quantityWh());
      } else if (isBid && price > ceilingMilliCentPerKwh) {
        orders.add(order.withPriceMilliCentPerKwh(ceilingMilliCentPerKwh));
      } else if (!isBid && price < floorMilliCentPerKwh) {
        orders.add(order.withPriceMilliCentPerKwh(floorMilliCentPerKwh));
      } else {
        orders.add(order);
      }
    }
    return positionWh == Long.MAX_VALUE
        ? new Limited(orders, removedWh)
        : withinPosition(orders, removedWh);
  }

  private Limited withinPosition(List<Order> orders, long alreadyRemovedWh) {
    Comparator<Order> byPrice = Comparator.comparingLong(Order::priceMilliCentPerKwh);
    Map<Side, Map<String, Long>> usedWh =
        Map.of(Side.BID, new HashMap<>(), Side.ASK, new HashMap<>());
    List<Order> kept = new ArrayList<>();
    long removedWh = alreadyRemovedWh;
    for (Side side : Side.values()) {
      List<Order> sorted = new ArrayList<>(orders);
      sorted.removeIf(order -> order.side() != side);
      sorted.sort((side == Side.BID ? byPrice.reversed() : byPrice).thenComparing(Order::id));
      for (Order order : sorted) {
        long used = usedWh.get(side).getOrDefault(order.owner(), 0L);
        long wh = Math.min(order.quantityWh(), positionWh - used);
        usedWh.get(side).put(order.owner(), used + wh);
        removedWh = Math.addExact(removedWh, order.quantityWh() - wh);
        if (wh > 0) {
          kept.add(wh == order.quantityWh() ? order : order.withQuantityWh(wh));
        }
      }
    }
    return new Limited(kept, removedWh);
  }
}
