package io.commonwatt.market.coordination;

import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.market.dispatch.PreviousPlan;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.BatteryPlant;
import io.commonwatt.market.resource.BatteryStep;
import io.commonwatt.market.settlement.HomeHour;
import io.commonwatt.market.settlement.StrategyHour;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Steps the plant of each strategy: one value per (community, strategy), in the market's state. */
final class Plants {

  private final MarketState state;

  Plants(MarketState state) {
    this.state = state;
  }

  /** Takes what a real battery reports: it replaces the plant of the live strategy. */
  void accept(DeviceTelemetry telemetry, Instant at, Registry registry) {
    if (telemetry.at().isBefore(at.minusSeconds(Hours.SECONDS))
        || !Double.isFinite(telemetry.stateOfChargeKwh())) {
      return; // Older than the hour the plant was stepped through: it says nothing about now.
    }
    for (StrategyPeriod period : registry.listStrategies(state.placement, at)) {
      StrategyState strategy = state.strategies.get(period.strategy());
      if (period.live()
          && strategy != null
          && strategy.storedMilliWh.containsKey(telemetry.resource())) {
        strategy.storedMilliWh.put(
            telemetry.resource(), Math.max(0, Battery.milliWh(telemetry.stateOfChargeKwh())));
      }
    }
  }

  /** Makes sure a strategy's plant has every battery there is; new ones begin as registered. */
  void prepare(String strategy, List<Battery> batteries, CommunityView view, Instant at) {
    StrategyState plant = state.strategies.computeIfAbsent(strategy, key -> new StrategyState());
    for (Battery battery : batteries) {
      plant.storedMilliWh.computeIfAbsent(battery.id(), id -> view.initialMilliWh(battery, at));
    }
  }

  /** Holds the setpoints of a decision for an hour and records what came of it. */
  void hold(String strategy, boolean live, Decision decision, List<Battery> batteries, Instant at) {
    StrategyState plant = state.strategies.get(strategy);
    Map<String, HomeHour> homes = new TreeMap<>();
    for (Battery battery : batteries) {
      double setpointKw = decision.setpointKw().getOrDefault(battery.id(), 0.0);
      long before = plant.storedMilliWh.get(battery.id());
      BatteryStep step = BatteryPlant.step(battery, before, setpointKw, Hours.SECONDS);
      step.check(battery, Hours.SECONDS);
      plant.storedMilliWh.put(battery.id(), step.storedAfterMilliWh());
      homes.merge(
          battery.usagePoint(),
          new HomeHour(
              step.meterWh(),
              Math.floorDiv(step.storedAfterMilliWh(), 1000),
              Math.abs(step.meterWh()) * battery.wearMilliCentPerKwh(),
              0,
              0),
          HomeHour::plus);
    }
    decision
        .contracts()
        .forEach(
            (home, contract) ->
                homes.merge(
                    home,
                    new HomeHour(0, 0, 0, contract.boughtWh(), contract.tradeMicroCent()),
                    HomeHour::plus));
    state.hours.record(
        Hours.of(at),
        strategy,
        new StrategyHour(live, homes, decision.marketMicroCent(), decision.upstreamWh()));
    plant.previous = previous(decision, at);
    plant.memory = new TreeMap<>(decision.memory());
  }

  private static Optional<PreviousPlan> previous(Decision decision, Instant at) {
    if (decision.schedules().isEmpty()) {
      return Optional.empty();
    }
    Map<String, double[]> setpointKw = new TreeMap<>();
    for (Schedule schedule : decision.schedules()) {
      setpointKw.put(schedule.resource(), schedule.setpointKw());
    }
    return Optional.of(new PreviousPlan(at, Hours.SECONDS, setpointKw));
  }
}
