package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One nodal clearing: curves go up, flows and prices come down. Used once, not thread-safe. */
final class NodalSolve {

  private final List<DistributionGrid.Node> nodes;
  private final int[] parent;
  private final NodeCurve[] curves;
  private final NodeCurve.Crossing[] crossings;
  private final long[] exportWh;
  private final long[] price;
  private final boolean[] priced;

  NodalSolve(List<DistributionGrid.Node> nodes, List<Order> orders, Map<String, String> nodeOf) {
    this.nodes = nodes;
    int count = nodes.size();
    Map<String, Integer> places = NodalClearing.places(nodes);
    parent = new int[count];
    curves = new NodeCurve[count];
    for (int i = 0; i < count; i++) {
      parent[i] = i == 0 ? -1 : places.get(nodes.get(i).parent());
      curves[i] = new NodeCurve();
    }
    for (Order order : orders) {
      curves[places.get(nodeOf.get(order.id()))].add(order);
    }
    crossings = new NodeCurve.Crossing[count];
    exportWh = new long[count];
    price = new long[count];
    priced = new boolean[count];
    for (int i = count - 1; i >= 0; i--) {
      curves[i].sort();
      if (i > 0) {
        curves[parent[i]].add(curves[i], nodes.get(i), i);
      }
    }
    for (int i = 0; i < count; i++) {
      descend(i);
    }
  }

  /** Meets a node's curve, tells the nodes below what they export, and prices the node. */
  private void descend(int node) {
    NodeCurve curve = curves[node];
    NodeCurve.Crossing crossing = curve.at(exportWh[node]);
    crossings[node] = crossing;
    for (int i = 0; i < curve.steps().size(); i++) {
      NodeCurve.Step step = curve.steps().get(i);
      if (step.order() == null) {
        exportWh[step.child()] += crossing.takenWh()[i] - (step.supply() ? 0 : step.wh());
      }
    }
    long low = crossing.low();
    long high = crossing.high();
    boolean parentPriced = node > 0 && priced[parent[node]];
    long above = parentPriced ? price[parent[node]] : 0;
    if (parentPriced) {
      low = Math.max(low, least(node, above));
      high = Math.min(high, most(node, above));
    }
    priced[node] = parentPriced || low != NodeCurve.LOWEST || high != NodeCurve.HIGHEST;
    if (low != NodeCurve.LOWEST && high != NodeCurve.HIGHEST) {
      price[node] = KPrice.midpoint(low, high);
    } else if (low != NodeCurve.LOWEST) {
      price[node] = low;
    } else {
      price[node] = high == NodeCurve.HIGHEST ? above : high;
    }
  }

  /** Least price the line allows, given the price above and what flows. */
  private long least(int node, long above) {
    long flow = exportWh[node];
    long limit = nodes.get(node).limitWh();
    if (flow == limit) {
      return NodeCurve.LOWEST;
    }
    return flow < 0 ? Math.addExact(above, fee(node)) : Math.subtractExact(above, fee(node));
  }

  /** Greatest price the line allows. */
  private long most(int node, long above) {
    long flow = exportWh[node];
    long limit = nodes.get(node).limitWh();
    if (flow == -limit) {
      return NodeCurve.HIGHEST;
    }
    return flow > 0 ? Math.subtractExact(above, fee(node)) : Math.addExact(above, fee(node));
  }

  private long fee(int node) {
    return nodes.get(node).feeMilliCentPerKwh();
  }

  NodalResult result() {
    ClearingResult clearing = new NodalPairing(nodes, parent, curves, crossings, price).result();
    List<NodalResult.NodePrice> prices = new ArrayList<>();
    List<NodalResult.LineFlow> lines = new ArrayList<>();
    long dual = 0;
    for (int i = 0; i < nodes.size(); i++) {
      boolean shown = clearing.tradedWh() > 0 && priced[i];
      prices.add(
          new NodalResult.NodePrice(
              nodes.get(i).id(), shown ? OptionalLong.of(price[i]) : OptionalLong.empty()));
      for (NodeCurve.Step step : curves[i].steps()) {
        dual = step.order() == null ? dual : Math.addExact(dual, gain(step.order(), price[i]));
      }
      if (i > 0) {
        lines.add(line(i));
        dual = Math.addExact(dual, scarcity(i));
      }
    }
    return new NodalResult(clearing, prices, lines, dual);
  }

  private NodalResult.LineFlow line(int node) {
    long flow = exportWh[node];
    long fee = Math.multiplyExact(Math.abs(flow), fee(node));
    long spread = flow == 0 ? 0 : price[parent[node]] - price[node];
    return new NodalResult.LineFlow(
        nodes.get(node).id(),
        flow,
        nodes.get(node).limitWh(),
        fee,
        Math.subtractExact(Math.multiplyExact(flow, spread), fee));
  }

  /** What the whole limit of a line would earn at these prices. */
  private long scarcity(int node) {
    if (!priced[node] || !priced[parent[node]]) {
      return 0;
    }
    long spread = Math.abs(Math.subtractExact(price[parent[node]], price[node]));
    return spread <= fee(node)
        ? 0
        : Math.multiplyExact(nodes.get(node).limitWh(), spread - fee(node));
  }

  /** What an order gains at a price that fills it as it likes. */
  static long gain(Order order, long price) {
    long margin = Math.subtractExact(order.priceMilliCentPerKwh(), price);
    long gain = order.side() == Side.BID ? margin : -margin;
    return gain <= 0 ? 0 : Math.multiplyExact(gain, order.quantityWh());
  }
}
