package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.ClearingNode;
import io.commonwatt.contracts.market.Trade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What two parts of one community cleared for the same hour, as one result: a community has one
 * clearing an hour under the name of its strategy. Amounts are sums, trades stand one after the
 * other, and what the parts do not agree on (a uniform price, the price of a node) is left open.
 */
final class JoinedClearing {

  private static final String TRADED = "TRADED";
  private static final String COPPER_PLATE = "copper plate";

  private JoinedClearing() {}

  /** Both as one, with the names of the first. */
  static Clearing of(Clearing one, Clearing other) {
    List<Trade> trades = new ArrayList<>(one.trades());
    trades.addAll(other.trades());
    return new Clearing(
        one.community(),
        one.strategy(),
        one.mechanism() + '+' + other.mechanism(),
        one.start(),
        one.lengthSeconds(),
        one.status().equals(TRADED) ? TRADED : other.status(),
        agreed(one.priceMilliCentPerKwh(), other.priceMilliCentPerKwh()),
        Math.addExact(one.tradedWh(), other.tradedWh()),
        Math.addExact(one.rationedWh(), other.rationedWh()),
        Math.addExact(one.welfareMicroCent(), other.welfareMicroCent()),
        trades,
        one.knownAt(),
        one.network().equals(other.network()) ? one.network() : COPPER_PLATE,
        Math.addExact(one.surplusMicroCent(), other.surplusMicroCent()),
        Math.addExact(one.gridFeesMicroCent(), other.gridFeesMicroCent()),
        Math.addExact(one.congestionMicroCent(), other.congestionMicroCent()),
        nodes(one.nodes(), other.nodes()));
  }

  private static List<ClearingNode> nodes(List<ClearingNode> some, List<ClearingNode> others) {
    Map<String, ClearingNode> joined = new LinkedHashMap<>();
    some.forEach(node -> joined.put(node.node(), node));
    others.forEach(node -> joined.merge(node.node(), node, JoinedClearing::node));
    return List.copyOf(joined.values());
  }

  private static ClearingNode node(ClearingNode one, ClearingNode other) {
    return new ClearingNode(
        one.node(),
        agreed(one.priceMilliCentPerKwh(), other.priceMilliCentPerKwh()),
        Math.addExact(one.flowWh(), other.flowWh()),
        one.limitWh() == null ? other.limitWh() : one.limitWh(),
        Math.addExact(one.feeMicroCent(), other.feeMicroCent()),
        Math.addExact(one.congestionMicroCent(), other.congestionMicroCent()));
  }

  private static Long agreed(Long one, Long other) {
    return Objects.equals(one, other) ? one : null;
  }
}
