package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pay-as-clear within the limits of a radial grid. It finds the greatest welfare less grid fees
 * that the lines can carry; the price of a node is the dual of its balance. Fees are charged by
 * path: energy pays the fee of each line it passes, and only what passes. Curves of net supply go
 * from the ends of the grid to its top, flows and prices come back: exact in integers, n log n per
 * level. A book that overruns no limit and pays no fee is cleared as on a copper plate. Within a
 * node price decides, then pro rata at the margin, supply before demand, a line counting as one
 * order. Stateless and thread-safe.
 */
public final class NodalClearing {

  private static final PayAsClear COPPER_PLATE = new PayAsClear();

  private NodalClearing() {}

  /**
   * Clears a book. The result does not depend on the order of the list.
   *
   * @param nodeOf node of each order, by its id
   * @throws BookRefusedException when an order has no node, an owner has orders at two, or as every
   *     mechanism
   */
  public static NodalResult clear(
      List<Order> orders, Map<String, String> nodeOf, DistributionGrid grid) {
    try {
      Sides.of(orders); // refuses two orders of one id and energy beyond 64 bits
      List<DistributionGrid.Node> nodes = grid.fromTheTop();
      requireOneNode(orders, nodeOf, nodes);
      NodalResult nodal = new NodalSolve(nodes, orders, nodeOf).result();
      if (grid.hasFees()) {
        return nodal;
      }
      ClearingResult flat = COPPER_PLATE.clear(orders);
      return carried(flat, nodes, nodeOf)
          .map(
              lines -> new NodalResult(flat, everywhere(flat, nodes), lines, nodal.dualMicroCent()))
          .orElse(nodal);
    } catch (ArithmeticException e) {
      throw new BookRefusedException(
          "The energy or the money of this book does not fit 64 bits of Wh and micro-cent; use"
              + " smaller quantities, prices or fees");
    }
  }

  /**
   * Settles what was found elsewhere, such as by a linear programme with more limits than those of
   * lines: who buys from whom, flows, fees, and what lines earn by the difference of prices.
   *
   * @param filledWh energy of each order, by id; bids add up to asks
   * @param priceOf price of each node
   * @param dualMicroCent what was proved to be the greatest welfare less fees
   */
  public static NodalResult settle(
      List<Order> orders,
      Map<String, String> nodeOf,
      DistributionGrid grid,
      Map<String, Long> filledWh,
      Map<String, Long> priceOf,
      long dualMicroCent) {
    List<DistributionGrid.Node> nodes = grid.fromTheTop();
    requireOneNode(orders, nodeOf, nodes);
    return NodalPairing.settle(nodes, orders, nodeOf, filledWh, priceOf, dualMicroCent);
  }

  /**
   * Shares of a total in proportion to weights, the rest by largest remainder, ties by place.
   *
   * @param total at most the sum of the weights
   */
  public static long[] proRata(long total, long[] weights) {
    return Shares.proRata(total, weights);
  }

  private static void requireOneNode(
      List<Order> orders, Map<String, String> nodeOf, List<DistributionGrid.Node> nodes) {
    Map<String, Integer> places = places(nodes);
    Map<String, String> owners = new HashMap<>();
    for (Order order : orders) {
      String node = nodeOf.get(order.id());
      if (node == null || !places.containsKey(node)) {
        throw new BookRefusedException(
            "Order '"
                + order.id()
                + "' is at node '"
                + node
                + "', which the grid has not; add the"
                + " node or name another");
      }
      String other = owners.putIfAbsent(order.owner(), node);
      if (other != null && !other.equals(node)) {
        throw new BookRefusedException(
            "Owner '"
                + order.owner()
                + "' has orders at nodes '"
                + other
                + "' and '"
                + node
                + "'; a usage point is at one node: give the orders owners of their own");
      }
    }
  }

  static Map<String, Integer> places(List<DistributionGrid.Node> nodes) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      places.put(nodes.get(i).id(), i);
    }
    return places;
  }

  /** What lines carry of a clearing on a copper plate; empty when one would be overrun. */
  private static Optional<List<NodalResult.LineFlow>> carried(
      ClearingResult flat, List<DistributionGrid.Node> nodes, Map<String, String> nodeOf) {
    Map<String, Integer> places = places(nodes);
    long[] exportWh = new long[nodes.size()];
    for (Fill fill : flat.fills()) {
      long wh = fill.order().side() == Side.ASK ? fill.quantityWh() : -fill.quantityWh();
      exportWh[places.get(nodeOf.get(fill.order().id()))] += wh;
    }
    for (int i = nodes.size() - 1; i > 0; i--) {
      exportWh[places.get(nodes.get(i).parent())] += exportWh[i];
    }
    List<NodalResult.LineFlow> lines = new ArrayList<>();
    for (int i = 1; i < nodes.size(); i++) {
      DistributionGrid.Node node = nodes.get(i);
      if (Math.abs(exportWh[i]) > node.limitWh()) {
        return Optional.empty();
      }
      lines.add(new NodalResult.LineFlow(node.id(), exportWh[i], node.limitWh(), 0, 0));
    }
    return Optional.of(lines);
  }

  private static List<NodalResult.NodePrice> everywhere(
      ClearingResult flat, List<DistributionGrid.Node> nodes) {
    List<NodalResult.NodePrice> prices = new ArrayList<>();
    for (DistributionGrid.Node node : nodes) {
      prices.add(new NodalResult.NodePrice(node.id(), flat.priceMilliCentPerKwh()));
    }
    return prices;
  }
}
