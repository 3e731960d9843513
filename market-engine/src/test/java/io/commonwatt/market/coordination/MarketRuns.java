package io.commonwatt.market.coordination;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.control.DispatchStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A village with all strategies and its control, for tests in other packages. */
public final class MarketRuns {

  private static final double FORECAST_ERROR = 0.1;

  private final Village village;

  private MarketRuns(Village village) {
    this.village = village;
  }

  public static MarketRuns village(int homes, int days, int stepSeconds, long seed) {
    return new MarketRuns(new Village(homes, days, stepSeconds, seed));
  }

  public String placement() {
    return Village.ID;
  }

  public Registry registry() {
    return village.registry("tariff", "direct", "auction");
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
