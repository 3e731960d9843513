package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Says who buys from whom: first at the same node, then what a node has over or lacks goes to the
 * node above. So no line carries the same energy both ways. Used once, not thread-safe.
 */
final class NodalPairing {

  private final List<DistributionGrid.Node> nodes;
  private final int[] parent;
  private final NodeCurve[] curves;
  private final NodeCurve.Crossing[] crossings;
  private final long[] price;
  private final List<Fill> bids = new ArrayList<>();
  private final List<Fill> asks = new ArrayList<>();
  private final List<Match> matches = new ArrayList<>();
  private long tradedWh;
  private long nettedWh;
  private long insideWh;
  private long welfare;
  private long nettedWelfare;

  /** Energy of an owner that waits for its other side. */
  private record Part(String owner, long wh, long price) {}

  NodalPairing(
      List<DistributionGrid.Node> nodes,
      int[] parent,
      NodeCurve[] curves,
      NodeCurve.Crossing[] crossings,
      long[] price) {
    this.nodes = nodes;
    this.parent = parent;
    this.curves = curves;
    this.crossings = crossings;
    this.price = price;
  }

  /** See {@link NodalClearing#settle}. */
  static NodalResult settle(
      List<DistributionGrid.Node> nodes,
      List<Order> orders,
      Map<String, String> nodeOf,
      Map<String, Long> filledWh,
      Map<String, Long> priceOf,
      long dualMicroCent) {
    int count = nodes.size();
    Map<String, Integer> places = NodalClearing.places(nodes);
    int[] parent = new int[count];
    long[] price = new long[count];
    long[] exportWh = new long[count];
    NodeCurve[] curves = new NodeCurve[count];
    NodeCurve.Crossing[] crossings = new NodeCurve.Crossing[count];
    for (int i = 0; i < count; i++) {
      parent[i] = i == 0 ? -1 : places.get(nodes.get(i).parent());
      price[i] = priceOf.get(nodes.get(i).id());
      curves[i] = new NodeCurve();
    }
    for (Order order : orders) {
      curves[places.get(nodeOf.get(order.id()))].add(order);
    }
    for (int i = count - 1; i >= 0; i--) {
      curves[i].sort();
      List<NodeCurve.Step> steps = curves[i].steps();
      long[] taken = new long[steps.size()];
      for (int step = 0; step < taken.length; step++) {
        long wh = filledWh.get(steps.get(step).id());
        boolean supply = steps.get(step).supply();
        taken[step] = supply ? wh : steps.get(step).wh() - wh;
        exportWh[i] += supply ? wh : -wh;
      }
      crossings[i] = new NodeCurve.Crossing(taken, price[i], price[i]);
      if (i > 0) {
        exportWh[parent[i]] += exportWh[i];
      }
    }
    ClearingResult clearing = new NodalPairing(nodes, parent, curves, crossings, price).result();
    List<NodalResult.NodePrice> prices = new ArrayList<>();
    List<NodalResult.LineFlow> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean shown = clearing.tradedWh() > 0;
      prices.add(
          new NodalResult.NodePrice(
              nodes.get(i).id(), shown ? OptionalLong.of(price[i]) : OptionalLong.empty()));
      if (i > 0) {
        long fee = Math.multiplyExact(Math.abs(exportWh[i]), nodes.get(i).feeMilliCentPerKwh());
        long earned = Math.multiplyExact(exportWh[i], price[parent[i]] - price[i]);
        lines.add(
            new NodalResult.LineFlow(
                nodes.get(i).id(), exportWh[i], nodes.get(i).limitWh(), fee, earned - fee));
      }
    }
    return new NodalResult(clearing, prices, lines, dualMicroCent);
  }

  ClearingResult result() {
    List<Deque<Part>> buying = new ArrayList<>();
    List<Deque<Part>> selling = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      buying.add(new ArrayDeque<>());
      selling.add(new ArrayDeque<>());
    }
    for (int i = nodes.size() - 1; i >= 0; i--) {
      addOwn(i, buying.get(i), selling.get(i));
      match(buying.get(i), selling.get(i));
      if (i > 0) {
        buying.get(parent[i]).addAll(buying.get(i));
        selling.get(parent[i]).addAll(selling.get(i));
      }
    }
    List<Fill> fills = new ArrayList<>(bids);
    fills.addAll(asks);
    return new ClearingResult(
        fills,
        matches,
        tradedWh,
        insideWh - 2 * tradedWh - 2 * nettedWh,
        nettedWh,
        welfare,
        nettedWelfare);
  }

  /** The node's own fills, what its owners trade with themselves taken out. */
  private void addOwn(int node, Deque<Part> buying, Deque<Part> selling) {
    Matching own = own(node);
    nettedWh += own.nettedWh();
    nettedWelfare = Math.addExact(nettedWelfare, own.nettedWelfareMicroCent());
    welfare =
        Math.addExact(
            welfare, Math.subtractExact(own.bids.valueMicroCent(), own.asks.valueMicroCent()));
    tradedWh += own.bids.totalWh();
    addFills(own.bids, price[node], bids, buying);
    addFills(own.asks, price[node], asks, selling);
  }

  private Matching own(int node) {
    List<Order> buyers = new ArrayList<>();
    List<Order> sellers = new ArrayList<>();
    List<Long> bought = new ArrayList<>();
    List<Long> sold = new ArrayList<>();
    List<NodeCurve.Step> steps = curves[node].steps();
    long[] taken = crossings[node].takenWh();
    for (int i = 0; i < steps.size(); i++) {
      Order order = steps.get(i).order();
      if (order == null) {
        continue;
      }
      long own = order.priceMilliCentPerKwh();
      boolean isBid = order.side() == Side.BID;
      insideWh += (isBid ? own >= price[node] : own <= price[node]) ? order.quantityWh() : 0;
      if (isBid) { // Steps rise, and of bids the best goes first.
        buyers.add(order);
        bought.add(order.quantityWh() - taken[i]);
      } else {
        sellers.add(order);
        sold.add(taken[i]);
      }
    }
    return new Matching(bestFirst(buyers, bought), filled(sellers, sold));
  }

  private static Filled bestFirst(List<Order> rising, List<Long> wh) {
    Integer[] places = new Integer[rising.size()];
    Arrays.setAll(places, i -> i);
    Arrays.sort(
        places,
        Comparator.comparingLong((Integer i) -> -rising.get(i).priceMilliCentPerKwh())
            .thenComparing(i -> rising.get(i).id()));
    List<Order> orders = new ArrayList<>();
    List<Long> filled = new ArrayList<>();
    for (int place : places) {
      orders.add(rising.get(place));
      filled.add(wh.get(place));
    }
    return filled(orders, filled);
  }

  private static Filled filled(List<Order> orders, List<Long> wh) {
    return Filled.of(
        orders.toArray(new Order[0]), wh.stream().mapToLong(Long::longValue).toArray());
  }

  private static void addFills(Filled side, long price, List<Fill> fills, Deque<Part> parts) {
    for (int i = 0; i < side.orders.length; i++) {
      long wh = side.quantityWh[i];
      if (wh > 0) {
        fills.add(new Fill(side.orders[i], wh, Math.multiplyExact(wh, price)));
        parts.add(new Part(side.orders[i].owner(), wh, price));
      }
    }
  }

  private void match(Deque<Part> buying, Deque<Part> selling) {
    while (!buying.isEmpty() && !selling.isEmpty()) {
      Part buyer = buying.poll();
      Part seller = selling.poll();
      long wh = Math.min(buyer.wh(), seller.wh());
      matches.add(new Match(buyer.owner(), seller.owner(), wh, buyer.price(), seller.price()));
      if (buyer.wh() > wh) {
        buying.addFirst(new Part(buyer.owner(), buyer.wh() - wh, buyer.price()));
      }
      if (seller.wh() > wh) {
        selling.addFirst(new Part(seller.owner(), seller.wh() - wh, seller.price()));
      }
    }
  }
}
