package io.commonwatt.market.coordination;

import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.market.ClearingNode;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.DistributionGrid;
import io.commonwatt.market.clearing.NodalClearing;
import io.commonwatt.market.clearing.NodalResult;
import io.commonwatt.market.clearing.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How an auction clears its book. Implementations are stateless and thread-safe. */
interface AuctionRule {

  /** Name in the clearing. */
  String name();

  /** Clears and checks what every clearing must keep. */
  Outcome clear(List<Order> orders, Situation situation);

  /**
   * What was cleared.
   *
   * @param nodal the same with its grid; empty on a copper plate
   */
  record Outcome(ClearingResult result, Optional<NodalResult> nodal) {

    String network() {
      return nodal.isPresent() ? NodalResult.LIMITS : NodalResult.COPPER_PLATE;
    }

    long gridFeesMicroCent() {
      return nodal.map(NodalResult::feesMicroCent).orElse(0L);
    }

    long congestionMicroCent() {
      return nodal.map(NodalResult::congestionMicroCent).orElse(0L);
    }

    /** The grid's nodes; a copper plate is one, the community. */
    List<ClearingNode> nodes(String community) {
      if (nodal.isEmpty()) {
        OptionalLong price = result.priceMilliCentPerKwh();
        return List.of(
            new ClearingNode(
                community, price.isPresent() ? price.getAsLong() : null, 0, null, 0, 0));
      }
      Map<String, NodalResult.LineFlow> lines = new HashMap<>();
      nodal.get().lines().forEach(line -> lines.put(line.node(), line));
      List<ClearingNode> nodes = new ArrayList<>();
      for (NodalResult.NodePrice node : nodal.get().nodes()) {
        NodalResult.LineFlow line = lines.get(node.node());
        OptionalLong price = node.priceMilliCentPerKwh();
        nodes.add(
            new ClearingNode(
                node.node(),
                price.isPresent() ? price.getAsLong() : null,
                line == null ? 0 : line.flowWh(),
                line == null ? null : line.limitWh(),
                line == null ? 0 : line.feeMicroCent(),
                line == null ? 0 : line.congestionMicroCent()));
      }
      return nodes;
    }
  }

  /** A mechanism on a copper plate. */
  static AuctionRule of(ClearingMechanism mechanism) {
    return new AuctionRule() {
      @Override
      public String name() {
        return mechanism.name();
      }

      @Override
      public Outcome clear(List<Order> orders, Situation situation) {
        ClearingResult result = mechanism.clear(orders);
        result.check(mechanism.budget());
        return new Outcome(result, Optional.empty());
      }
    };
  }

  /**
   * Pay-as-clear within what the feeders carry of local energy, with their fees. What homes take
   * from or give to their supplier is on top of it.
   */
  static AuctionRule onFeeders() {
    return new AuctionRule() {
      @Override
      public String name() {
        return "nodal";
      }

      @Override
      public Outcome clear(List<Order> orders, Situation situation) {
        String top = situation.community();
        List<DistributionGrid.Node> nodes = new ArrayList<>();
        nodes.add(new DistributionGrid.Node(top, "", DistributionGrid.UNLIMITED, 0));
        for (Feeder feeder : situation.feeders()) {
          long limitWh = (long) Math.floor(feeder.limitKw() * 1000);
          nodes.add(
              new DistributionGrid.Node(feeder.id(), top, limitWh, feeder.feeMilliCentPerKwh()));
        }
        Map<String, String> nodeOf = new HashMap<>();
        for (Order order : orders) {
          String feeder = situation.feederOf().get(order.owner());
          nodeOf.put(order.id(), feeder.isEmpty() ? top : feeder);
        }
        NodalResult result = NodalClearing.clear(orders, nodeOf, new DistributionGrid(nodes));
        result.check();
        return new Outcome(result.clearing(), Optional.of(result));
      }
    };
  }
}
