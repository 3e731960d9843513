package io.commonwatt.market.clearing;

import java.util.ArrayList;
import java.util.List;

/** Pairs both sides of a matching, best with best, and prices them. Used once. */
final class Pairing {

  private final Matching matching;
  private final List<Match> matches = new ArrayList<>();
  private final long[] bidAmounts;
  private final long[] askAmounts;

  /** Pairs at prices of the pair. */
  Pairing(Matching matching, PairPrice price) {
    this.matching = matching;
    bidAmounts = new long[matching.bids.orders.length];
    askAmounts = new long[matching.asks.orders.length];
    pair(
        (bid, ask, wh) -> {
          Order buying = matching.bids.orders[bid];
          Order selling = matching.asks.orders[ask];
          long pays = price.buyer(buying, selling);
          long isPaid = price.seller(buying, selling);
          bidAmounts[bid] = Math.addExact(bidAmounts[bid], Math.multiplyExact(wh, pays));
          askAmounts[ask] = Math.addExact(askAmounts[ask], Math.multiplyExact(wh, isPaid));
          matches.add(new Match(buying.owner(), selling.owner(), wh, pays, isPaid));
        });
  }

  /** Pairs at amounts given by order; the pair's price is that of the order, floored. */
  Pairing(Matching matching, long[] bidAmounts, long[] askAmounts) {
    this.matching = matching;
    this.bidAmounts = bidAmounts;
    this.askAmounts = askAmounts;
    pair(
        (bid, ask, wh) ->
            matches.add(
                new Match(
                    matching.bids.orders[bid].owner(),
                    matching.asks.orders[ask].owner(),
                    wh,
                    Math.floorDiv(bidAmounts[bid], matching.bids.quantityWh[bid]),
                    Math.floorDiv(askAmounts[ask], matching.asks.quantityWh[ask]))));
  }

  ClearingResult result(long insideWh) {
    List<Fill> fills = new ArrayList<>(bidAmounts.length + askAmounts.length);
    addFills(fills, matching.bids, bidAmounts);
    addFills(fills, matching.asks, askAmounts);
    long tradedWh = matching.bids.totalWh();
    long welfare =
        Math.subtractExact(matching.bids.valueMicroCent(), matching.asks.valueMicroCent());
    return new ClearingResult(
        fills,
        matches,
        tradedWh,
        insideWh - 2 * tradedWh - 2 * matching.nettedWh(),
        matching.nettedWh(),
        welfare,
        matching.nettedWelfareMicroCent());
  }

  private interface Pair {
    void take(int bid, int ask, long wh);
  }

  private void pair(Pair pair) {
    Filled bids = matching.bids;
    Filled asks = matching.asks;
    int bid = 0;
    int ask = 0;
    long bidLeft = bids.quantityWh.length == 0 ? 0 : bids.quantityWh[0];
    long askLeft = asks.quantityWh.length == 0 ? 0 : asks.quantityWh[0];
    while (bid < bids.orders.length && ask < asks.orders.length) {
      long wh = Math.min(bidLeft, askLeft);
      if (wh > 0) {
        pair.take(bid, ask, wh);
      }
      bidLeft -= wh;
      askLeft -= wh;
      if (bidLeft == 0 && ++bid < bids.orders.length) {
        bidLeft = bids.quantityWh[bid];
      }
      if (askLeft == 0 && ++ask < asks.orders.length) {
        askLeft = asks.quantityWh[ask];
      }
    }
  }

  private static void addFills(List<Fill> fills, Filled side, long[] amounts) {
    for (int i = 0; i < side.orders.length; i++) {
      if (side.quantityWh[i] > 0) {
        fills.add(new Fill(side.orders[i], side.quantityWh[i], amounts[i]));
      }
    }
  }
}
