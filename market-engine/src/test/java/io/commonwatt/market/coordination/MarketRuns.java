package io.commonwatt.market.coordination;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.control.DispatchStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A village with all strategies and its control, for tests in other packages. */
public final class MarketRuns {

  private static final double FORECAST_ERROR = 0.1;

  private static final int WEATHER_HOURS = 60;

  private final Village village;
  private final List<Resource> devices;

  /** Another registry of the same homes; null for the village's own. */
  private final Registry other;

  private MarketRuns(Village village, List<Resource> devices, Registry other) {
    this.village = village;
    this.devices = List.copyOf(devices);
    this.other = other;
  }

  public static MarketRuns village(int homes, int days, int stepSeconds, long seed) {
    return new MarketRuns(new Village(homes, days, stepSeconds, seed), List.of(), null);
  }

  /** The same village with more resources. */
  public MarketRuns with(List<Resource> resources) {
    return new MarketRuns(village, resources, null);
  }

  /** The same homes under another registry. */
  public MarketRuns of(Registry registry) {
    return new MarketRuns(village, List.of(), registry);
  }

  /** A forecast every six hours: cold nights and mild days, three degrees warmer each day. */
  public List<Travelling> weather() {
    List<Travelling> weather = new ArrayList<>();
    for (Instant at = start(); !at.isAfter(end()); at = at.plus(Duration.ofHours(6))) {
      List<Double> celsius = new ArrayList<>();
      for (int hour = 0; hour < WEATHER_HOURS; hour++) {
        double day = Duration.between(start(), at).toHours() + hour;
        celsius.add(2 + day / 8 - 4 * StrictMath.cos(2 * StrictMath.PI * (day - 3) / 24));
      }
      weather.add(new WeatherForecast("here", at, at, 3600, celsius, List.of(), at));
    }
    return weather;
  }

  public String placement() {
    return Village.ID;
  }

  public Registry registry() {
    if (other != null) {
      return other;
    }
    CommunityFile file = village.registry("tariff", "direct", "auction").file();
    List<Resource> resources = new ArrayList<>(file.resources());
    resources.addAll(devices);
    return new Registry(
        new CommunityFile(
            file.currency(),
            file.timeZone(),
            file.simulatedResources(),
            file.communities(),
            file.feeders(),
            file.places(),
            file.markets(),
            file.members(),
            file.usagePoints(),
            file.meterInstallations(),
            resources,
            file.tariffs(),
            file.strategies(),
            file.sha256()));
  }

  public List<Travelling> records() {
    return village.records(FORECAST_ERROR);
  }

  /** Scenarios that belong to the forecasts among the records. */
  public List<Travelling> scenarios(int count) {
    return village.scenarios(count, FORECAST_ERROR);
  }

  public Instant start() {
    return Village.START;
  }

  public Instant end() {
    return village.end();
  }

  /** What the plain loop puts out: the market, and the control fed with its clearings. */
  public List<Travelling> plain(List<Travelling> records, ControlSettings settings) {
    StepDriver<MarketState> market =
        new StepDriver<>(new MarketStep(registry(), MarketSettings.defaults()));
    DispatchStep control = new DispatchStep(registry(), settings);
    StepDriver<?> dispatch = new StepDriver<>(control);
    for (Travelling record : records) {
      market.file(Village.ID, record);
      if (control.reads(record)) {
        dispatch.file(Village.ID, record);
      }
    }
    List<Travelling> outputs = new ArrayList<>();
    for (Instant at = start(); !at.isAfter(end()); at = at.plus(Duration.ofHours(1))) {
      int before = outputs.size();
      market.advanceTo(at, outputs::add);
      for (Travelling output : List.copyOf(outputs.subList(before, outputs.size()))) {
        if (output instanceof Clearing) {
          dispatch.file(output);
        }
      }
      dispatch.advanceTo(at, outputs::add);
    }
    return outputs;
  }
}
