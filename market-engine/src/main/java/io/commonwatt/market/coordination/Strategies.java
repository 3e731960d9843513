package io.commonwatt.market.coordination;

import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.market.bidding.BiddingStrategies;
import io.commonwatt.market.bidding.BiddingStrategy;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.UniformDoubleAuction;
import io.commonwatt.market.dispatch.Dispatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The strategies there are. */
public final class Strategies {

  private static final List<String> WITH_RULES =
      List.of(ContractStrategy.FEDERATED, ExchangeStrategy.SERVICES);

  private Strategies() {}

  /** Names of all strategies, sorted. Auctions of other rules have names of their own. */
  public static List<String> listNames() {
    return StrategyPeriod.NAMES;
  }

  /** Whether there is a strategy of that name. */
  public static boolean isKnown(String name) {
    return listNames().contains(name)
        || WITH_RULES.contains(name)
        || AuctionName.parse(name).isPresent()
        || MixedName.parse(name).isPresent();
  }

  /** Names of all strategies and the form of those with rules of their own, for a message. */
  public static String describeNames() {
    return String.join(
        ", ",
        String.join(", ", listNames()),
        String.join(", ", WITH_RULES),
        AuctionName.FORM + " and " + MixedName.FORM);
  }

  /**
   * The strategy of that name.
   *
   * @throws IllegalArgumentException when there is none, naming those there are
   */
  public static Strategy named(String name, MarketSettings settings) {
    if (!isKnown(name)) {
      throw new IllegalArgumentException(
          "No strategy '" + name + "'; there are: " + describeNames());
    }
    Strategy strategy = create(settings).get(name);
    return strategy != null ? strategy : withRules(name, settings);
  }

  private static Strategy withRules(String name, MarketSettings settings) {
    Dispatcher dispatcher = Dispatcher.create();
    if (name.equals(ContractStrategy.FEDERATED)) {
      return ContractStrategy.federated(dispatcher, truthful());
    }
    if (name.equals(ExchangeStrategy.SERVICES)) {
      return ExchangeStrategy.withServices();
    }
    Optional<AuctionName> auction = AuctionName.parse(name);
    return auction.isPresent()
        ? auction.get().create(dispatcher, settings)
        : MixedName.parse(name).orElseThrow().create(settings);
  }

  private static BiddingStrategy truthful() {
    return BiddingStrategies.named(BiddingStrategies.TRUTHFUL);
  }

  /**
   * A strategy in which homes tell what energy is worth to them, where all of them move what they
   * tell towards the tariff's other price; empty where they tell no prices, or not the truth.
   *
   * @param percent hundredths of the way
   */
  public static Optional<Strategy> findShaded(String name, MarketSettings settings, int percent) {
    Dispatcher dispatcher = Dispatcher.create();
    BiddingStrategy shaded = BiddingStrategies.shaded(percent);
    return switch (name) {
      case AuctionStrategy.NAME ->
          Optional.of(
              new AuctionStrategy(
                  AuctionStrategy.NAME, dispatcher, AuctionRule.of(mechanism(settings)), shaded));
      case ContractStrategy.NAME -> Optional.of(new ContractStrategy(dispatcher, shaded));
      case ContractStrategy.FEDERATED ->
          Optional.of(ContractStrategy.federated(dispatcher, shaded));
      default ->
          AuctionName.parse(name)
              .filter(auction -> auction.bidding().equals(BiddingStrategies.TRUTHFUL))
              .map(auction -> auction.create(dispatcher, settings, shaded));
    };
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
    Map<String, Strategy> strategies = new TreeMap<>();
    for (Strategy strategy :
        List.of(
            new TariffStrategy(dispatcher),
            new DirectStrategy(dispatcher),
            new AuctionStrategy(dispatcher, mechanism(settings)),
            new CoalitionStrategy(dispatcher),
            new ContractStrategy(dispatcher),
            new ExchangeStrategy(),
            new LocalStrategy(dispatcher),
            new MeshStrategy())) {
      strategies.put(strategy.name(), strategy);
    }
    return strategies;
  }

  private static ClearingMechanism mechanism(MarketSettings settings) {
    return ClearingMechanism.named(UniformDoubleAuction.NAME, settings.kPercent());
  }
}
