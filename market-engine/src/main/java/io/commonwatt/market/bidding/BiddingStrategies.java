package io.commonwatt.market.bidding;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The bidding strategies there are. A new one is its rule and a line here.
 *
 * <ul>
 *   <li>{@code truthful}: what the energy is worth;
 *   <li>{@code zero-intelligence}: any price that is no loss (Gode and Sunder 1993);
 *   <li>{@code best-price}: eyes on the best price, a step beyond the last one there was, unless
 *       that is a loss (Lin et al. 2019);
 *   <li>{@code market-power}: the price that supply and demand of the day before let expect, unless
 *       that is a loss; sellers ask all that scarcity bears (Lin et al. 2019);
 *   <li>{@code shaded}, {@code withheld}, {@code overstated}: misreports for tests of robustness: a
 *       tenth of the way to the tariff's other price, half the energy, half as much again.
 * </ul>
 */
public final class BiddingStrategies {

  public static final String TRUTHFUL = "truthful";

  private static final String SHADED = "shaded";

  private static final long STEP_PARTS = 20;
  private static final int SHADED_PERCENT = 10;

  private static final Map<String, BiddingStrategy> ALL = new LinkedHashMap<>();

  static {
    add(TRUTHFUL, (order, limits, signal, random) -> order);
    add("zero-intelligence", BiddingStrategies::zeroIntelligence);
    add("best-price", BiddingStrategies::bestPrice);
    add("market-power", BiddingStrategies::marketPower);
    ALL.put(SHADED, shaded(SHADED_PERCENT));
    add("withheld", (order, limits, signal, random) -> scaled(order, 1, 2));
    add("overstated", (order, limits, signal, random) -> scaled(order, 3, 2));
  }

  private BiddingStrategies() {}

  /** What is told of one order; null when it is kept back. */
  private interface Rule {
    Order tell(Order truth, PriceLimits limits, MarketSignal signal, SplittableRandom random);
  }

  private record Named(String name, Rule rule) implements BiddingStrategy {
    @Override
    public List<Order> submit(
        List<Order> truth, PriceLimits limits, MarketSignal signal, SplittableRandom random) {
      List<Order> told = new ArrayList<>();
      for (Order order : truth) {
        Order one = rule.tell(order, limits, signal, random);
        if (one != null) {
          told.add(one);
        }
      }
      return told;
    }
  }

  /** Names of all strategies, the truth first. */
  public static List<String> listNames() {
    return List.copyOf(ALL.keySet());
  }

  /**
   * The strategy of that name.
   *
   * @throws IllegalArgumentException when there is none, naming those there are
   */
  public static BiddingStrategy named(String name) {
    BiddingStrategy strategy = ALL.get(name);
    if (strategy == null) {
      throw new IllegalArgumentException(
          "No bidding strategy '" + name + "'; there are: " + String.join(", ", ALL.keySet()));
    }
    return strategy;
  }

  private static void add(String name, Rule rule) {
    ALL.put(name, new Named(name, rule));
  }

  private static Order zeroIntelligence(
      Order truth, PriceLimits limits, MarketSignal signal, SplittableRandom random) {
    long own = truth.priceMilliCentPerKwh();
    long other = otherEnd(truth, limits);
    long low = Math.min(own, other);
    return truth.withPriceMilliCentPerKwh(low + random.nextLong(Math.abs(own - other) + 1));
  }

  private static Order bestPrice(
      Order truth, PriceLimits limits, MarketSignal signal, SplittableRandom random) {
    long last = signal.lastPriceMilliCentPerKwh().orElse(limits.middle());
    long step = (limits.highestBid() - limits.floor()) / STEP_PARTS;
    return noLoss(truth, limits, truth.side() == Side.BID ? last + step : last - step);
  }

  private static Order marketPower(
      Order truth, PriceLimits limits, MarketSignal signal, SplittableRandom random) {
    long demand = signal.demandWh();
    long supply = signal.supplyWh();
    if (demand == 0 && supply == 0) {
      return noLoss(truth, limits, limits.middle());
    }
    double scarcity = 1 - Math.min(1, supply / (double) Math.max(1, demand));
    double range = limits.highestBid() - limits.floor();
    return noLoss(truth, limits, limits.floor() + Math.round(scarcity * range));
  }

  /** Prices moved so many hundredths of the way to the tariff's price that would suit best. */
  public static BiddingStrategy shaded(int percent) {
    return new Named(
        SHADED,
        (truth, limits, signal, random) -> {
          long own = truth.priceMilliCentPerKwh();
          return truth.withPriceMilliCentPerKwh(
              own + (otherEnd(truth, limits) - own) * percent / 100);
        });
  }

  private static Order scaled(Order truth, long times, long parts) {
    long wh = truth.quantityWh() * times / parts;
    return wh == 0 ? null : truth.withQuantityWh(wh);
  }

  /** The tariff's price that would suit the trader best. */
  private static long otherEnd(Order order, PriceLimits limits) {
    return order.side() == Side.BID ? limits.floor() : limits.highestBid();
  }

  private static Order noLoss(Order truth, PriceLimits limits, long wished) {
    long own = truth.priceMilliCentPerKwh();
    long price = Math.max(limits.floor(), Math.min(limits.highestBid(), wished));
    return truth.withPriceMilliCentPerKwh(
        truth.side() == Side.BID ? Math.min(own, price) : Math.max(own, price));
  }
}
