package io.commonwatt.market.coordination;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.observation.MeterBook.Filed;
import io.commonwatt.market.settlement.Tariffs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The market of a community, hour by hour. At T it files what became known, lets every strategy
 * plan or clear the hour [T, T + 1 h), holds the setpoints on that strategy's plant, and settles
 * every past hour whose readings are complete or given up. A changed reading settles its hour again
 * with a higher version and changes nothing that was decided. Placements that are no community have
 * no market. Stateless between steps; one thread at a time.
 */
public final class MarketStep implements Step<MarketState> {

  private static final long serialVersionUID = 1L;

  private static final int TRIM_HOURS = 24;

  private final Registry registry;
  private final MarketSettings settings;
  private final boolean keepsBodies;
  private transient Map<String, Strategy> strategies;

  /**
   * A market over a registry.
   *
   * @throws IllegalArgumentException when a community names an unknown strategy, or one of its
   *     usage points has no tariff
   */
  public MarketStep(Registry registry, MarketSettings settings) {
    this(registry, settings, false);
  }

  /**
   * A market whose messages can be audited.
   *
   * @param keepsBodies whether bodies of shadow strategies stay in the log, too
   * @throws IllegalArgumentException as the other
   */
  public MarketStep(Registry registry, MarketSettings settings, boolean keepsBodies) {
    this.registry = registry;
    this.settings = settings;
    this.keepsBodies = keepsBodies;
    for (StrategyPeriod period : registry.file().strategies()) {
      Strategies.requireKnown(period);
    }
    for (Community community : registry.listCommunities()) {
      for (UsagePoint usagePoint : registry.listUsagePoints(community.id())) {
        Tariffs.requireCovered(registry, usagePoint);
      }
    }
  }

  /** A market that runs strategies of others, by their names in the community file. */
  public MarketStep(Registry registry, MarketSettings settings, List<Strategy> strategies) {
    this.registry = registry;
    this.settings = settings;
    this.keepsBodies = true;
    this.strategies = new TreeMap<>();
    for (Strategy strategy : strategies) {
      this.strategies.put(strategy.name(), strategy);
    }
  }

  @Override
  public String name() {
    return "market";
  }

  @Override
  public MarketState initialState(String placement) {
    return new MarketState(placement);
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    Instant start = Hours.start(Hours.of(time));
    return start.isBefore(time) ? start.plusSeconds(Hours.SECONDS) : start;
  }

  @Override
  public StateCodec<MarketState> stateCodec() {
    return new MarketStateCodec();
  }

  @Override
  public void step(
      MarketState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    Optional<Community> community = registry.findCommunity(state.placement);
    if (community.isEmpty()) {
      return;
    }
    CommunityView view = new CommunityView(community.get(), registry, state, settings);
    TreeSet<Long> changed = new TreeSet<>();
    for (Travelling input : inputs) {
      file(state, at, input, changed);
    }
    Map<String, Channel> channels = new TreeMap<>();
    dispatch(state, view, at, channels, outputs);
    new SettlementDesk(view, state, settings).settle(at, changed, channels, outputs);
    for (Channel channel : channels.values()) {
      channel.log().forEach(outputs);
    }
    long hour = Hours.of(at);
    if (Math.floorMod(hour, TRIM_HOURS) == 0) {
      trim(state, hour - settings.retention().toHours());
    }
  }

  private void file(MarketState state, Instant at, Travelling input, TreeSet<Long> changed) {
    if (input instanceof ValidatedReading reading) {
      boolean usable =
          !reading.start().isBefore(at.minus(settings.retention()))
              && !reading.end().isAfter(at.plusSeconds(TRIM_HOURS * (long) Hours.SECONDS));
      Filed filed = usable ? state.meters.file(reading) : Filed.UNSUPPORTED;
      if (filed == Filed.UNSUPPORTED) {
        state.ignoredReadings++;
      } else if (filed == Filed.CHANGED) {
        changed.add(Hours.of(reading.start()));
      }
    } else if (input instanceof Price price) {
      if (state.prices.file(price)) {
        long end = Hours.of(price.start().plusSeconds(price.lengthSeconds() - 1L));
        for (long hour = Hours.of(price.start()); hour <= end; hour++) {
          changed.add(hour);
        }
      }
    } else if (input instanceof Forecast forecast) {
      state.forecasts.file(forecast);
    } else if (input instanceof DeviceTelemetry telemetry) {
      new Plants(state).accept(telemetry, at, registry);
    }
  }

  private void dispatch(
      MarketState state,
      CommunityView view,
      Instant at,
      Map<String, Channel> channels,
      Consumer<Travelling> outputs) {
    List<StrategyPeriod> active = registry.listStrategies(state.placement, at);
    if (active.isEmpty()) {
      return;
    }
    Outlook outlook = view.outlook(at);
    Plants plants = new Plants(state);
    for (StrategyPeriod period : active) {
      String name = period.strategy();
      Channel channel =
          new Channel(
              state.placement,
              name,
              at,
              keepsBodies || period.live(),
              settings.faults().loss(state.placement, at));
      channels.put(name, channel);
      plants.prepare(name, outlook.batteries(), view, at);
      Strategy strategy =
          strategies().computeIfAbsent(name, other -> Strategies.named(other, settings));
      Decision decision = strategy.decide(view.situation(outlook, name, at), channel);
      decision.schedules().forEach(outputs);
      decision.orders().forEach(outputs);
      decision.clearings().forEach(outputs);
      plants.hold(name, period.live(), decision, outlook.batteries(), at);
    }
  }

  private void trim(MarketState state, long hour) {
    state.droppedHours += state.hours.dropBefore(hour);
    state.meters.dropBefore(hour);
    state.prices.dropBefore(hour);
  }

  private Map<String, Strategy> strategies() {
    if (strategies == null) {
      strategies = Strategies.create(settings);
    }
    return strategies;
  }
}
