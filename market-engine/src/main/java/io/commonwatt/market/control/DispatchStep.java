package io.commonwatt.market.control;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.DispatchScope;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.Trade;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.StateCodec;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.SearchBudget;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.SimulatedBattery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Model-predictive control of the stores and devices of a community. At T it files what became
 * known, corrects each by its telemetry, plans every site anew over the horizon, holds the first
 * setpoint on the plant until the next plan, and says what it decided, why, and what came of it.
 * Which sites there are the community says: each home, or the community. Placements that are no
 * community have no control. Stateless between steps; one thread at a time.
 */
public final class DispatchStep implements Step<ControlState> {

  /** Name of its schedules beside those of the strategies. */
  public static final String NAME = "dispatch";

  private static final long serialVersionUID = 1L;

  /** A machine's run is a small part of a home's cost: the start is searched to the end. */
  private static final SearchBudget SEARCH = new SearchBudget(SearchBudget.DEFAULT.nodes(), 1e-6);

  private static final int PRICES_KEPT_HOURS = 15 * Hours.PER_DAY;

  private final Registry registry;
  private final ControlSettings settings;
  private transient Dispatcher dispatcher;
  private transient Set<String> controlled;

  public DispatchStep(Registry registry, ControlSettings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /** Whether a record is looked at; a driver need not file others, and then must file none. */
  public boolean reads(Travelling record) {
    if (record instanceof ValidatedReading reading) {
      return controlled().contains(reading.usagePoint());
    }
    if (record instanceof Forecast forecast) {
      return isUsed(forecast, controlled());
    }
    return record instanceof ForecastScenarios scenarios
        ? controlled().contains(scenarios.owner())
        : record instanceof Price
            || (isWeather(record) && readsWeather())
            || record instanceof DeviceTelemetry
            || record instanceof Clearing;
  }

  /** Whether it needs to know how warm it is outside: where a building is kept warm. */
  public boolean readsWeather() {
    return registry.file().resources().stream()
        .anyMatch(resource -> resource.use() instanceof DeviceUse.Building);
  }

  private static boolean isWeather(Travelling record) {
    return record instanceof WeatherForecast || record instanceof WeatherObserved;
  }

  private static boolean isControlled(Resource resource) {
    return resource.type() == Resource.Type.BATTERY || resource.isPlanned();
  }

  /** Usage points whose load is behind a connection with a store or device, at whatever time. */
  private Set<String> controlled() {
    if (controlled == null) {
      Set<String> found = new HashSet<>();
      for (Community community : registry.listCommunities()) {
        for (UsagePoint usagePoint : registry.listUsagePoints(community.id())) {
          if (community.dispatch() == DispatchScope.COMMUNITY) {
            found.add(usagePoint.id());
          }
        }
      }
      for (Resource resource : registry.file().resources()) {
        if (isControlled(resource)) {
          found.add(resource.usagePoint());
        }
      }
      controlled = found;
    }
    return controlled;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ControlState initialState(String placement) {
    return new ControlState(placement);
  }

  @Override
  public Instant stepAtOrAfter(Instant time) {
    long every = settings.replanSeconds() * 1000L;
    return Instant.ofEpochMilli(-Math.floorDiv(-time.toEpochMilli(), every) * every);
  }

  @Override
  public StateCodec<ControlState> stateCodec() {
    return new ControlStateCodec();
  }

  @Override
  public void prepare() {
    dispatcher();
  }

  @Override
  public void step(
      ControlState state, Instant at, List<Travelling> inputs, Consumer<Travelling> outputs) {
    Optional<Community> community = registry.findCommunity(state.placement);
    if (community.isEmpty()) {
      return;
    }
    List<Site> sites = sites(community.get(), at);
    for (Site site : sites) {
      prepare(state, site, at);
    }
    file(state, at, inputs, sites);
    StepPrices.Book prices =
        new StepPrices.Book(registry, community.get(), state.prices, settings, at);
    for (Site site : sites) {
      new SiteControl(state, settings, dispatcher(), site, at).run(prices.of(site), outputs);
    }
    if (Math.floorMod(at.getEpochSecond(), (long) Hours.PER_DAY * Hours.SECONDS) == 0) {
      state.prices.dropBefore(Hours.of(at) - PRICES_KEPT_HOURS);
    }
  }

  /** What is planned together at a time; sites without a store or device are left out. */
  private List<Site> sites(Community community, Instant at) {
    List<UsagePoint> usagePoints = registry.listUsagePoints(community.id());
    List<Site> sites = new ArrayList<>();
    List<Battery> all = new ArrayList<>();
    List<PlannedDevice> allDevices = new ArrayList<>();
    for (UsagePoint usagePoint : usagePoints) {
      List<Battery> batteries = new ArrayList<>();
      List<PlannedDevice> devices = new ArrayList<>();
      String place = usagePoint.place().isEmpty() ? community.place() : usagePoint.place();
      for (Resource resource : registry.listResources(usagePoint.id(), at)) {
        if (resource.type() == Resource.Type.BATTERY) {
          batteries.add(Battery.of(resource));
        } else if (resource.isPlanned()) {
          devices.add(PlannedDevice.of(resource, registry.file().timeZone(), place));
        }
      }
      boolean planned = !batteries.isEmpty() || !devices.isEmpty();
      if (planned && community.dispatch() == DispatchScope.HOME) {
        sites.add(
            new Site(
                usagePoint.id(),
                DispatchScope.HOME,
                List.of(usagePoint),
                batteries,
                devices,
                usagePoint.maxKw()));
      }
      all.addAll(batteries);
      allDevices.addAll(devices);
    }
    boolean planned = !all.isEmpty() || !allDevices.isEmpty();
    if (planned && community.dispatch() == DispatchScope.COMMUNITY) {
      double mostKw = carriedKw(usagePoints);
      sites.add(
          new Site(community.id(), DispatchScope.COMMUNITY, usagePoints, all, allDevices, mostKw));
    }
    return sites;
  }

  /** What its feeders carry together; a usage point without one what its own connection does. */
  private double carriedKw(List<UsagePoint> usagePoints) {
    Map<String, Double> carried = new TreeMap<>();
    for (UsagePoint usagePoint : usagePoints) {
      registry
          .findFeeder(usagePoint.feeder())
          .ifPresentOrElse(
              feeder -> carried.put("feeder " + feeder.id(), feeder.limitKw()),
              () -> carried.put("point " + usagePoint.id(), usagePoint.maxKw()));
    }
    return carried.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Makes sure the plant has every store and device; new ones begin as registered. */
  private void prepare(ControlState state, Site site, Instant at) {
    for (Battery battery : site.batteries()) {
      if (!state.stores.containsKey(battery.id())) {
        SimulatedBattery plant = new SimulatedBattery(battery, settings.plant());
        state.stores.put(battery.id(), new StoreState(plant.fresh(initialKwh(battery, at))));
      }
    }
    for (PlannedDevice device : site.devices()) {
      if (!state.devices.containsKey(device.resource.id())) {
        DeviceState fresh = new DeviceState();
        device.begin(fresh, at.getEpochSecond());
        state.devices.put(device.resource.id(), fresh);
      }
    }
  }

  private double initialKwh(Battery battery, Instant at) {
    for (Resource resource : registry.listResources(battery.usagePoint(), at)) {
      if (resource.id().equals(battery.id())) {
        return resource.initialKwh();
      }
    }
    throw new IllegalStateException("Battery '" + battery.id() + "' is not in the registry");
  }

  private void file(ControlState state, Instant at, List<Travelling> inputs, List<Site> sites) {
    TreeSet<String> planned = new TreeSet<>();
    sites.forEach(site -> site.usagePoints().forEach(point -> planned.add(point.id())));
    TreeSet<String> live = new TreeSet<>();
    for (StrategyPeriod period : registry.listStrategies(state.placement, at)) {
      if (period.live()) {
        live.add(period.strategy());
      }
    }
    Map<String, Forecast> forecasts = new HashMap<>();
    for (Travelling input : inputs) {
      if (input instanceof ValidatedReading reading && planned.contains(reading.usagePoint())) {
        outlook(state, Expectation.key(reading.usagePoint(), reading.channel()))
            .lastDay
            .file(reading);
      } else if (input instanceof Price price) {
        state.prices.file(price);
      } else if (input instanceof Forecast forecast && isUsed(forecast, planned)) {
        forecasts.put(forecast.series() + '|' + forecast.model(), forecast);
        file(state, forecast, null);
      } else if (input instanceof ForecastScenarios scenarios) {
        Forecast forecast = forecasts.get(scenarios.series() + '|' + scenarios.model());
        if (forecast != null && forecast.issued().equals(scenarios.issued())) {
          file(state, forecast, scenarios);
        }
      } else if (input instanceof DeviceTelemetry telemetry) {
        long latestSecond = at.getEpochSecond() + settings.replanSeconds();
        StoreState store = state.stores.get(telemetry.resource());
        if (store != null) {
          store.report(telemetry, latestSecond);
        }
        DeviceState device = state.devices.get(telemetry.resource());
        if (device != null) {
          device.report(telemetry, latestSecond);
        }
      } else if (input instanceof WeatherForecast weather) {
        state.outside.file(weather);
      } else if (input instanceof WeatherObserved weather) {
        state.outside.file(weather);
      } else if (input instanceof Clearing clearing && live.contains(clearing.strategy())) {
        file(state, clearing);
      }
    }
  }

  private boolean isUsed(Forecast forecast, Set<String> planned) {
    return forecast.kind() == SeriesKind.USAGE_POINT
        && planned.contains(forecast.owner())
        && settings.forecastModels().contains(forecast.model());
  }

  private void file(ControlState state, Forecast forecast, ForecastScenarios scenarios) {
    outlook(state, Expectation.key(forecast.owner(), forecast.channel()))
        .file(forecast.model(), ExpectedPath.of(forecast, scenarios, settings.mostScenarios()));
  }

  private static void file(ControlState state, Clearing clearing) {
    boolean reserve = clearing.mechanism().equals(Clearing.RESERVE);
    Map<String, Long> bought = new TreeMap<>();
    for (Trade trade : clearing.trades()) {
      bought.merge(trade.buyer(), trade.quantityWh(), Long::sum);
      bought.merge(trade.seller(), -trade.quantityWh(), Long::sum);
    }
    state.commitments.clear();
    bought.forEach(
        (usagePoint, wh) ->
            state.commitments.put(
                usagePoint,
                new Commitment(
                    clearing.start().getEpochSecond(),
                    clearing.lengthSeconds(),
                    reserve ? 0 : wh,
                    reserve ? Math.max(0, -wh) : 0)));
  }

  private static SeriesOutlook outlook(ControlState state, String key) {
    return state.series.computeIfAbsent(key, absent -> new SeriesOutlook());
  }

  private Dispatcher dispatcher() {
    if (dispatcher == null) {
      dispatcher = Dispatcher.create(SEARCH);
    }
    return dispatcher;
  }
}
