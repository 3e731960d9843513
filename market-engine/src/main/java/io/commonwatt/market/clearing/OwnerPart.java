package io.commonwatt.market.clearing;

import java.util.ArrayList;
import java.util.List;

/**
 * One owner in a Clarke payment: its orders, what it gains and what it trades, best order first.
 */
final class OwnerPart {

  private final List<Order> orders = new ArrayList<>(1);
  private final List<Long> tradedWh = new ArrayList<>(1);
  private long valueMicroCent;
  private boolean sells;
  private long[] amounts;
  private int next;

  /** An order of the owner, filled or not. */
  void add(Order order) {
    orders.add(order);
  }

  List<Order> orders() {
    return orders;
  }

  /** Adds value of energy bought, or less the cost of energy sold, at the owner's own price. */
  void addValue(long microCent) {
    valueMicroCent = Math.addExact(valueMicroCent, microCent);
  }

  long valueMicroCent() {
    return valueMicroCent;
  }

  /** Adds a trade of the owner; after netting all its trades are on one side. */
  void addTraded(boolean isAsk, long wh) {
    sells = isAsk;
    tradedWh.add(wh);
  }

  /** Spreads a payment, negative when received, over the trades by energy. */
  void spread(long paysMicroCent) {
    long amount = sells ? Math.negateExact(paysMicroCent) : paysMicroCent;
    long totalWh = tradedWh.stream().mapToLong(Long::longValue).sum();
    amounts = new long[tradedWh.size()];
    long perWh = totalWh == 0 ? 0 : Math.floorDiv(amount, totalWh);
    long rest = totalWh == 0 ? 0 : amount - perWh * totalWh;
    for (int i = 0; i < amounts.length; i++) {
      long ofRest = Math.min(rest, tradedWh.get(i));
      amounts[i] = perWh * tradedWh.get(i) + ofRest;
      rest -= ofRest;
    }
  }

  /** The amounts of the trades, in the order they were added. */
  long nextAmount() {
    return amounts[next++];
  }
}
