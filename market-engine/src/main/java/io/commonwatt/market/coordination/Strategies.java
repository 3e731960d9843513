package io.commonwatt.market.coordination;

import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.UniformDoubleAuction;
import io.commonwatt.market.dispatch.Dispatcher;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The strategies there are. */
public final class Strategies {

  private Strategies() {}

  /** Names of all strategies, sorted. Auctions of other rules have names of their own. */
  public static List<String> listNames() {
    return StrategyPeriod.NAMES;
  }

  /** Whether there is a strategy of that name. */
  public static boolean isKnown(String name) {
    return listNames().contains(name) || AuctionName.parse(name).isPresent();
  }

  /** Names of all strategies and the form of those with rules of their own, for a message. */
  public static String describeNames() {
    return String.join(", ", listNames()) + " and " + AuctionName.FORM;
  }

  /**
   * The strategy of that name.
   *
   * @throws IllegalArgumentException when there is none, naming those there are
   */
  public static Strategy named(String name, MarketSettings settings) {
    Strategy strategy = create(settings).get(name);
    return strategy != null ? strategy : auction(name, settings);
  }

  private static Strategy auction(String name, MarketSettings settings) {
    return AuctionName.parse(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No strategy '" + name + "'; there are: " + describeNames()))
        .create(Dispatcher.create(), settings);
  }

  /**
   * Stops a configuration that names a strategy there is not.
   *
   * @throws IllegalArgumentException naming the community and the strategies there are
   */
  static void requireKnown(StrategyPeriod period) {
    if (!isKnown(period.strategy())) {
      throw new IllegalArgumentException(
          "Strategy '"
              + period.strategy()
              + "' of community '"
              + period.community()
              + "' is not known; there are: "
              + describeNames());
    }
  }

  /** All strategies, by name. */
  public static List<Strategy> listAll(MarketSettings settings) {
    return List.copyOf(create(settings).values());
  }

  static Map<String, Strategy> create(MarketSettings settings) {
    Dispatcher dispatcher = Dispatcher.create();
    ClearingMechanism mechanism =
        ClearingMechanism.named(UniformDoubleAuction.NAME, settings.kPercent());
    Map<String, Strategy> strategies = new TreeMap<>();
    for (Strategy strategy :
        List.of(
            new TariffStrategy(dispatcher),
            new DirectStrategy(dispatcher),
            new AuctionStrategy(dispatcher, mechanism),
            new CoalitionStrategy(dispatcher),
            new ContractStrategy(dispatcher),
            new ExchangeStrategy(),
            new LocalStrategy(dispatcher),
            new MeshStrategy())) {
      strategies.put(strategy.name(), strategy);
    }
    return strategies;
  }
}
