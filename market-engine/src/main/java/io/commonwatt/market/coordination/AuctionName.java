package io.commonwatt.market.coordination;

import io.commonwatt.market.bidding.BiddingStrategies;
import io.commonwatt.market.clearing.Budget;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.dispatch.Dispatcher;
import java.util.List;
import java.util.Optional;

/**
 * The name of an auction says its rules: {@code auction/MECHANISM[/BIDDING]}.
 *
 * @param mechanism one in which buyers pay what sellers are paid: nobody else has an account
 * @param bidding what homes tell
 */
record AuctionName(String name, String mechanism, String bidding) {

  static final String FORM = AuctionStrategy.NAME + "/MECHANISM[/BIDDING]";

  private static final int ANY_K = 50;

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
    return ClearingMechanism.listNames().stream()
        .filter(name -> ClearingMechanism.named(name, ANY_K).budget() == Budget.EXACT)
        .toList();
  }

  Strategy create(Dispatcher dispatcher, MarketSettings settings) {
    return new AuctionStrategy(
        name,
        dispatcher,
        ClearingMechanism.named(mechanism, settings.kPercent()),
        BiddingStrategies.named(bidding));
  }
}
