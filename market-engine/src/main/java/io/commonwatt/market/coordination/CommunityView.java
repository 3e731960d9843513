package io.commonwatt.market.coordination;

import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.observation.MeterBook.HourEnergy;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.settlement.HomeMeter;
import io.commonwatt.market.settlement.HourFacts;
import io.commonwatt.market.settlement.RetailPrice;
import io.commonwatt.market.settlement.Tariffs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads a community's state through the registry. Holds nothing of its own. */
final class CommunityView {

  private final Community community;
  private final Registry registry;
  private final List<UsagePoint> usagePoints;
  private final MarketState state;
  private final MarketSettings settings;
  private final Tariffs tariffs;

  CommunityView(
      Community community, Registry registry, MarketState state, MarketSettings settings) {
    this.community = community;
    this.registry = registry;
    this.usagePoints = registry.listUsagePoints(community.id());
    this.state = state;
    this.settings = settings;
    this.tariffs = new Tariffs(registry, state.prices, community.market());
  }

  Community community() {
    return community;
  }

  /** Batteries of the community at a time, by usage point and id. */
  List<Battery> batteries(Instant at) {
    List<Battery> batteries = new ArrayList<>();
    for (UsagePoint usagePoint : usagePoints) {
      for (Resource resource : registry.listResources(usagePoint.id(), at)) {
        if (resource.type() == Resource.Type.BATTERY) {
          batteries.add(Battery.of(resource));
        }
      }
    }
    return batteries;
  }

  /** Stored energy of a battery when it first appears, mWh. */
  long initialMilliWh(Battery battery, Instant at) {
    for (Resource resource : registry.listResources(battery.usagePoint(), at)) {
      if (resource.id().equals(battery.id())) {
        return Battery.milliWh(resource.initialKwh());
      }
    }
    throw new IllegalStateException("Battery '" + battery.id() + "' is not in the registry");
  }

  /** What a strategy is asked to decide. */
  Situation situation(Outlook outlook, String strategy, Instant at) {
    StrategyState plant = state.strategies.get(strategy);
    Map<String, List<HomeView.StoreView>> stores = new TreeMap<>();
    for (Battery battery : outlook.batteries()) {
      stores
          .computeIfAbsent(battery.usagePoint(), key -> new ArrayList<>())
          .add(new HomeView.StoreView(battery, plant.storedMilliWh.get(battery.id())));
    }
    Map<String, Conduct> conduct =
        settings.faults().conduct(usagePoints.stream().map(UsagePoint::id).toList());
    List<HomeView> homes = new ArrayList<>();
    Map<String, String> feederOf = new TreeMap<>();
    for (UsagePoint usagePoint : usagePoints) {
      String id = usagePoint.id();
      feederOf.put(id, usagePoint.feeder());
      homes.add(
          new HomeView(
              id,
              outlook.netWh().get(id),
              outlook.tariffNames().get(id),
              stores.getOrDefault(id, List.of()),
              hour -> netWh(usagePoint, hour),
              conduct.getOrDefault(id, Conduct.HONEST)));
    }
    return new Situation(
        community.id(),
        at,
        homes,
        outlook.tariffs(),
        outlook.wholesale(),
        settings.carbonMilliCentPerKg(),
        plant.previous,
        plant.memory,
        hour -> state.prices.estimate(community.market(), hour),
        registry.file().feeders().stream()
            .filter(feeder -> feeder.community().equals(community.id()))
            .toList(),
        feederOf);
  }

  /** What is known of the hours to come, the same for every strategy. */
  Outlook outlook(Instant at) {
    long first = Hours.of(at);
    Outlook outlook = Outlook.empty(batteries(at));
    for (int i = 0; i < settings.horizonHours(); i++) {
      outlook.wholesale().add(state.prices.estimate(community.market(), first + i));
    }
    for (UsagePoint usagePoint : usagePoints) {
      String id = usagePoint.id();
      long[] netWh = new long[settings.horizonHours()];
      List<String> names = new ArrayList<>();
      for (int i = 0; i < netWh.length; i++) {
        double load = expectedWh(usagePoint, loadChannel(usagePoint), first + i, at);
        double generation = expectedWh(usagePoint, generationChannel(usagePoint), first + i, at);
        netWh[i] = Math.round(load - generation);
        String name = tariffs.nameAt(id, first + i);
        names.add(name);
        List<RetailPrice> prices =
            outlook.tariffs().computeIfAbsent(name, key -> new ArrayList<>());
        if (prices.isEmpty()) {
          for (int hour = 0; hour < netWh.length; hour++) {
            prices.add(tariffs.priceOf(name, first + hour));
          }
        }
      }
      outlook.netWh().put(id, netWh);
      outlook.tariffNames().put(id, names);
    }
    return outlook;
  }

  /** What is known of a past hour. */
  HourFacts facts(long hour) {
    Map<String, HomeMeter> meters = new TreeMap<>();
    Map<String, RetailPrice> retail = new TreeMap<>();
    for (UsagePoint usagePoint : usagePoints) {
      meters.put(usagePoint.id(), meter(usagePoint, hour));
      retail.put(usagePoint.id(), tariffs.priceAt(usagePoint.id(), hour));
    }
    return new HourFacts(
        hour, usagePoints, meters, retail, state.prices.estimate(community.market(), hour));
  }

  private OptionalLong netWh(UsagePoint usagePoint, long hour) {
    HomeMeter meter = meter(usagePoint, hour);
    return meter.present()
        ? OptionalLong.of(meter.loadWh() - meter.generationWh())
        : OptionalLong.empty();
  }

  private HomeMeter meter(UsagePoint usagePoint, long hour) {
    Optional<HourEnergy> none = Optional.of(new HourEnergy(0, true));
    Channel loadChannel = loadChannel(usagePoint);
    Channel generationChannel = generationChannel(usagePoint);
    Optional<HourEnergy> load =
        loadChannel == null ? none : state.meters.find(usagePoint.id(), loadChannel, hour);
    Optional<HourEnergy> generation =
        generationChannel == null
            ? none
            : state.meters.find(usagePoint.id(), generationChannel, hour);
    boolean present = load.isPresent() && generation.isPresent();
    return new HomeMeter(
        load.map(HourEnergy::energyWh).orElse(0L),
        generation.map(HourEnergy::energyWh).orElse(0L),
        present,
        present && load.get().measured() && generation.get().measured());
  }

  private double expectedWh(UsagePoint usagePoint, Channel channel, long hour, Instant at) {
    if (channel == null) {
      return 0;
    }
    return state
        .forecasts
        .findMedianWh(
            usagePoint.id(), channel, settings.forecastModels(), hour, at, settings.staleAfter())
        .orElseGet(() -> persistenceWh(usagePoint, channel, hour));
  }

  /** Energy of the same hour of the last day on which it is known, up to a week back. */
  private double persistenceWh(UsagePoint usagePoint, Channel channel, long hour) {
    for (int day = 1; day <= 9; day++) {
      Optional<HourEnergy> energy =
          state.meters.find(usagePoint.id(), channel, hour - (long) day * Hours.PER_DAY);
      if (energy.isPresent()) {
        return energy.get().energyWh();
      }
    }
    return 0;
  }

  /** Gross consumption where it is metered, else what is taken from the grid. */
  private static Channel loadChannel(UsagePoint usagePoint) {
    return firstOf(usagePoint, Channel.CONSUMPTION, Channel.IMPORT);
  }

  /** Gross generation where consumption is metered, else what is fed into the grid. */
  private static Channel generationChannel(UsagePoint usagePoint) {
    return usagePoint.channels().contains(Channel.CONSUMPTION)
        ? firstOf(usagePoint, Channel.GENERATION, Channel.GENERATION)
        : firstOf(usagePoint, Channel.EXPORT, Channel.GENERATION);
  }

  private static Channel firstOf(UsagePoint usagePoint, Channel preferred, Channel other) {
    List<Channel> channels = usagePoint.channels();
    return channels.contains(preferred) ? preferred : channels.contains(other) ? other : null;
  }
}
