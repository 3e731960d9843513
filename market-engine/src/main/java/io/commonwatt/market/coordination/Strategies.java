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

  /** Names of all strategies, sorted. */
  public static List<String> listNames() {
    return StrategyPeriod.NAMES;
  }

  /**
   * Stops a configuration that names a strategy there is not.
   *
   * @throws IllegalArgumentException naming the community and the strategies there are
   */
  static void requireKnown(StrategyPeriod period) {
    if (!listNames().contains(period.strategy())) {
      throw new IllegalArgumentException(
          "Strategy '"
              + period.strategy()
              + "' of community '"
              + period.community()
              + "' is not known; there are: "
              + String.join(", ", listNames()));
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
