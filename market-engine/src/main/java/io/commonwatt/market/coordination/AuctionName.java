package io.commonwatt.market.coordination;

import io.commonwatt.market.bidding.BiddingStrategies;
import io.commonwatt.market.bidding.BiddingStrategy;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.McAfee;
import io.commonwatt.market.dispatch.Dispatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name of an auction says its rules: {@code auction/MECHANISM[/BIDDING]}.
 *
 * @param mechanism one that takes orders of any size, or {@code nodal}: pay-as-clear within the
 *     limits of the feeders
 * @param bidding what homes tell
 */
record AuctionName(String name, String mechanism, String bidding) {

  static final String FORM = AuctionStrategy.NAME + "/MECHANISM[/BIDDING]";

  private static final String NODAL = "nodal";

  /** The rules a name says; empty where it is no such name. */
  static Optional<AuctionName> parse(String name) {
    List<String> parts = List.of(name.split("/", -1));
    if (parts.size() < 2
        || parts.size() > 3
        || !parts.get(0).equals(AuctionStrategy.NAME)
        || !listMechanisms().contains(parts.get(1))) {
      return Optional.empty();
    }
    String bidding = parts.size() == 3 ? parts.get(2) : BiddingStrategies.TRUTHFUL;
    return BiddingStrategies.listNames().contains(bidding)
        ? Optional.of(new AuctionName(name, parts.get(1), bidding))
        : Optional.empty();
  }

  /** Mechanisms an auction between homes can have. */
  static List<String> listMechanisms() {
    List<String> names = new ArrayList<>(ClearingMechanism.listNames());
    names.remove(McAfee.NAME);
    names.add(NODAL);
    return names;
  }

  Strategy create(Dispatcher dispatcher, MarketSettings settings) {
    return create(dispatcher, settings, BiddingStrategies.named(bidding));
  }

  /** The same where homes tell something else. */
  Strategy create(Dispatcher dispatcher, MarketSettings settings, BiddingStrategy told) {
    return new AuctionStrategy(
        name,
        dispatcher,
        mechanism.equals(NODAL)
            ? AuctionRule.onFeeders()
            : AuctionRule.of(ClearingMechanism.named(mechanism, settings.kPercent())),
        told);
  }
}
