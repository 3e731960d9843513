package io.commonwatt.market.distribution;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.DistributionGrid;
import io.commonwatt.market.clearing.DistributionGrid.Node;
import io.commonwatt.market.clearing.NodalClearing;
import io.commonwatt.market.clearing.NodalResult;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.dispatch.ClpSolver;
import io.commonwatt.market.dispatch.LinearModel;
import io.commonwatt.market.dispatch.LinearSolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pay-as-clear within the lines of a radial grid and a band of voltage, by the linearised flow of
 * Baran and Wu (1989) without losses: the squared voltage falls along a line by 2 (r P + x Q). The
 * book is taken as all that flows: who wants the supplier's energy counted puts its orders at the
 * top. A linear programme, so that only a small, rounded part of it is exact: quantities are whole
 * Wh, prices whole milli-cent, and what these round is said. Orders of one price at one node share
 * pro rata. Stateless and thread-safe.
 */
public final class VoltageClearing {

  private static final double UNLIMITED_WH = 1e12;

  private VoltageClearing() {}

  /** Orders of one node, side and price: a column. */
  private record Group(String node, Side side, long price) {}

  /**
   * Clears a book. The result does not depend on the order of the list.
   *
   * @param nodeOf node of each order, by its id
   * @throws io.commonwatt.market.clearing.BookRefusedException as {@link NodalClearing#clear}
   * @throws IllegalStateException when the native solver is not there
   */
  public static VoltageResult clear(
      List<Order> orders, Map<String, String> nodeOf, DistributionGrid grid, VoltageBand band) {
    NodalClearing.clear(orders, nodeOf, grid); // refuses what no grid can take
    Map<Group, List<Order>> groups = groups(orders, nodeOf);
    List<Node> nodes = grid.fromTheTop();
    Programme programme = new Programme(groups, nodes, band);
    LinearSolution solution = programme.solve();
    Map<String, Long> priceOf = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      priceOf.put(nodes.get(i).id(), Math.round(solution.duals()[i]));
    }
    Map<Group, Long> filled = whole(groups, programme, solution);
    Map<String, Long> filledWh = new HashMap<>();
    groups.forEach((group, members) -> share(members, filled.get(group), filledWh));
    NodalResult nodal =
        NodalClearing.settle(
            orders, nodeOf, grid, filledWh, priceOf, Math.round(-solution.bound()));
    VoltageResult result =
        new VoltageResult(nodal, volt(nodal, nodes, band), 2L * groups.size() + 2);
    result.check(band, programme.riseByWh());
    return result;
  }

  private static Map<Group, List<Order>> groups(List<Order> orders, Map<String, String> nodeOf) {
    Map<Group, List<Order>> groups =
        new TreeMap<>(
            Comparator.comparing(Group::node)
                .thenComparing(Group::side)
                .thenComparingLong(Group::price));
    for (Order order : orders) {
      groups
          .computeIfAbsent(
              new Group(nodeOf.get(order.id()), order.side(), order.priceMilliCentPerKwh()),
              group -> new ArrayList<>())
          .add(order);
    }
    groups.values().forEach(members -> members.sort(Comparator.comparing(Order::id)));
    return groups;
  }

  /** The programme's energies as whole Wh, the longer side cut at its worst prices. */
  private static Map<Group, Long> whole(
      Map<Group, List<Order>> groups, Programme programme, LinearSolution solution) {
    Map<Group, Long> filled = new LinkedHashMap<>();
    long over = 0;
    int column = 0;
    for (Group group : groups.keySet()) {
      // Just below a whole number is that number: the solver's tolerance.
      long wh = (long) Math.floor(solution.values()[column++] + 1e-6);
      wh = Math.max(0, Math.min(wh, programme.energyOf(group)));
      filled.put(group, wh);
      over += group.side() == Side.BID ? wh : -wh;
    }
    Side longer = over > 0 ? Side.BID : Side.ASK;
    List<Group> worstFirst = new ArrayList<>(filled.keySet());
    worstFirst.removeIf(group -> group.side() != longer);
    worstFirst.sort(
        Comparator.comparingLong(
            (Group group) -> longer == Side.BID ? group.price() : -group.price()));
    long left = Math.abs(over);
    for (Group group : worstFirst) {
      long cut = Math.min(left, filled.get(group));
      filled.merge(group, -cut, Long::sum);
      left -= cut;
    }
    return filled;
  }

  /** Pro rata, the rest by largest remainder, ties by id. */
  private static void share(List<Order> members, long wh, Map<String, Long> filledWh) {
    long[] weights = members.stream().mapToLong(Order::quantityWh).toArray();
    long[] shares = NodalClearing.proRata(wh, weights);
    for (int i = 0; i < shares.length; i++) {
      filledWh.put(members.get(i).id(), shares[i]);
    }
  }

  private static Map<String, Double> volt(NodalResult nodal, List<Node> nodes, VoltageBand band) {
    Map<String, Long> flow = new HashMap<>();
    nodal.lines().forEach(line -> flow.put(line.node(), line.flowWh()));
    Map<String, Double> squared = new HashMap<>();
    Map<String, Double> volt = new LinkedHashMap<>();
    for (Node node : nodes) {
      double at =
          node.parent().isEmpty()
              ? band.nominalVolt() * band.nominalVolt()
              : squared.get(node.parent())
                  + band.riseOf(node.resistanceOhm(), node.reactanceOhm()) * flow.get(node.id());
      squared.put(node.id(), at);
      volt.put(node.id(), StrictMath.sqrt(at));
    }
    return volt;
  }

  /** Energies of the groups, flows of the lines; balances of the nodes, bands of voltage. */
  private static final class Programme {
    private final LinearModel model = new LinearModel();
    private final Map<Group, Long> energy = new HashMap<>();
    private final Map<String, Double> riseByWh = new HashMap<>();

    Programme(Map<Group, List<Order>> groups, List<Node> nodes, VoltageBand band) {
      Map<String, List<Integer>> asks = new HashMap<>();
      Map<String, List<Integer>> bids = new HashMap<>();
      groups.forEach(
          (group, members) -> {
            long wh = members.stream().mapToLong(Order::quantityWh).sum();
            energy.put(group, wh);
            boolean bid = group.side() == Side.BID;
            int column = model.addColumn(0, wh, bid ? -group.price() : group.price());
            (bid ? bids : asks)
                .computeIfAbsent(group.node(), node -> new ArrayList<>())
                .add(column);
          });
      Map<String, Integer> up = new HashMap<>();
      Map<String, Integer> down = new HashMap<>();
      for (Node node : nodes) {
        double limit = node.parent().isEmpty() ? 0 : Math.min(UNLIMITED_WH, node.limitWh());
        up.put(node.id(), model.addColumn(0, limit, node.feeMilliCentPerKwh()));
        down.put(node.id(), model.addColumn(0, limit, node.feeMilliCentPerKwh()));
      }
      for (Node node : nodes) {
        model.addRow(0, 0);
        asks.getOrDefault(node.id(), List.of()).forEach(column -> model.addEntry(column, 1));
        bids.getOrDefault(node.id(), List.of()).forEach(column -> model.addEntry(column, -1));
        model.addEntry(up.get(node.id()), -1);
        model.addEntry(down.get(node.id()), 1);
        for (Node below : nodes) {
          if (below.parent().equals(node.id())) {
            model.addEntry(up.get(below.id()), 1);
            model.addEntry(down.get(below.id()), -1);
          }
        }
      }
      Map<String, Node> byId = new HashMap<>();
      nodes.forEach(node -> byId.put(node.id(), node));
      for (Node node : nodes) {
        double sum = 0;
        model.addRow(band.least(), band.most());
        for (Node line = node; !line.parent().isEmpty(); line = byId.get(line.parent())) {
          double rise = band.riseOf(line.resistanceOhm(), line.reactanceOhm());
          sum += rise;
          model.addEntry(up.get(line.id()), rise);
          model.addEntry(down.get(line.id()), -rise);
        }
        riseByWh.put(node.id(), sum);
      }
    }

    LinearSolution solve() {
      try (ClpSolver solver = ClpSolver.create()) {
        LinearSolution solution = solver.solve(model);
        if (solution.status() != LinearSolution.Status.OPTIMAL) {
          throw new IllegalStateException(
              "The clearing's programme is " + solution.status() + "; no trade is always possible");
        }
        return solution;
      }
    }

    long energyOf(Group group) {
      return energy.get(group);
    }

    /** Squared volts by which a Wh at most moves a node. */
    Map<String, Double> riseByWh() {
      return riseByWh;
    }
  }
}
