package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A continuous double auction: price first, then arrival. An order that crosses trades at once at
 * the price of what rests; the rest of it rests. Where it meets a resting order of its own owner
 * both shrink and nothing is traded. Cost log of the number of price levels an order, constant at
 * the best price. Not thread-safe.
 */
public final class OrderBook {

  /** Takes what happens while an order is submitted. */
  public interface Listener {

    /** An order was filled against a resting one, at the price of the latter. */
    void traded(Order incoming, Order resting, long quantityWh, long priceMilliCentPerKwh);

    /** Energy of both was taken out because one owner stands behind them. */
    void selfTradePrevented(Order incoming, Order resting, long quantityWh);
  }

  /** Orders of one price, first in first out. */
  private static final class Level {
    private final long price;
    private Resting first;
    private Resting last;

    Level(long price) {
      this.price = price;
    }
  }

  private static final class Resting {
    private final Order order;
    private final Level level;
    private long leftWh;
    private Resting before;
    private Resting after;

    Resting(Order order, Level level, long leftWh) {
      this.order = order;
      this.level = level;
      this.leftWh = leftWh;
    }
  }

  /** One side; its best level is kept at hand. */
  private static final class Half {
    private final boolean isBid;
    private final TreeMap<Long, Level> levels;
    private Level best;

    Half(boolean isBid) {
      this.isBid = isBid;
      levels = new TreeMap<>(isBid ? Comparator.<Long>reverseOrder() : Comparator.naturalOrder());
    }

    Level at(long price) {
      if (best != null && best.price == price) {
        return best;
      }
      Level level = levels.get(price);
      if (level == null) {
        level = new Level(price);
        levels.put(price, level);
        if (best == null || (isBid ? price > best.price : price < best.price)) {
          best = level;
        }
      }
      return level;
    }

    void drop(Level level) {
      levels.remove(level.price);
      if (level == best) {
        best = levels.isEmpty() ? null : levels.firstEntry().getValue();
      }
    }
  }

  private final Half bids = new Half(true);
  private final Half asks = new Half(false);
  private final Map<String, Resting> byId = new HashMap<>();
  private final Listener listener;

  /** An empty book that tells a listener. */
  public OrderBook(Listener listener) {
    this.listener = listener;
  }

  /**
   * Takes an order.
   *
   * @return energy of it that rests, Wh
   * @throws BookRefusedException when an order of that id rests
   */
  public long submit(Order order) {
    if (byId.containsKey(order.id())) {
      throw new BookRefusedException(
          "Two orders have the id '" + order.id() + "'; ids must be unique within a book");
    }
    boolean isBid = order.side() == Side.BID;
    Half other = isBid ? asks : bids;
    long price = order.priceMilliCentPerKwh();
    long leftWh = order.quantityWh();
    while (leftWh > 0 && other.best != null && crosses(isBid, price, other.best.price)) {
      Resting resting = other.best.first;
      long wh = Math.min(leftWh, resting.leftWh);
      leftWh -= wh;
      resting.leftWh -= wh;
      if (resting.order.owner().equals(order.owner())) {
        listener.selfTradePrevented(order, resting.order, wh);
      } else {
        listener.traded(order, resting.order, wh, resting.level.price);
      }
      if (resting.leftWh == 0) {
        remove(resting, other);
      }
    }
    if (leftWh > 0) {
      rest(order, leftWh, isBid ? bids : asks);
    }
    return leftWh;
  }

  /**
   * Takes a resting order out.
   *
   * @return the energy that was left of it, Wh; 0 when none of that id rests
   */
  public long cancel(String id) {
    Resting resting = byId.get(id);
    if (resting == null) {
      return 0;
    }
    remove(resting, resting.order.side() == Side.BID ? bids : asks);
    return resting.leftWh;
  }

  /** Takes every resting order out. */
  public void clear() {
    byId.clear();
    for (Half half : new Half[] {bids, asks}) {
      half.levels.clear();
      half.best = null;
    }
  }

  /** Number of resting orders. */
  public int size() {
    return byId.size();
  }

  private static boolean crosses(boolean isBid, long price, long resting) {
    return isBid ? price >= resting : price <= resting;
  }

  private void rest(Order order, long leftWh, Half half) {
    Level level = half.at(order.priceMilliCentPerKwh());
    Resting resting = new Resting(order, level, leftWh);
    resting.before = level.last;
    if (level.last == null) {
      level.first = resting;
    } else {
      level.last.after = resting;
    }
    level.last = resting;
    byId.put(order.id(), resting);
  }

  private void remove(Resting resting, Half half) {
    Level level = resting.level;
    if (resting.before == null) {
      level.first = resting.after;
    } else {
      resting.before.after = resting.after;
    }
    if (resting.after == null) {
      level.last = resting.before;
    } else {
      resting.after.before = resting.before;
    }
    byId.remove(resting.order.id());
    if (level.first == null) {
      half.drop(level);
    }
  }
}
