package io.commonwatt.market.coordination;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.criteria.StrategyCriteria;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run of the market in a plain loop, with what came out of it. */
final class Run {

  private final List<Travelling> outputs = new ArrayList<>();

  static Run of(Registry registry, List<Travelling> records, Instant through) {
    StepDriver<MarketState> driver =
        new StepDriver<>(new MarketStep(registry, MarketSettings.defaults()));
    String placement = registry.listCommunities().get(0).id();
    for (Travelling record : records) {
      driver.file(placement, record);
    }
    Run run = new Run();
    driver.advanceTo(through, run.outputs::add);
    return run;
  }

  List<Travelling> outputs() {
    return outputs;
  }

  <T extends Travelling> List<T> list(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Travelling output : outputs) {
      if (type.isInstance(output)) {
        found.add(type.cast(output));
      }
    }
    return found;
  }

  List<Settlement> settlements(String strategy) {
    return list(Settlement.class).stream().filter(s -> s.strategy().equals(strategy)).toList();
  }

  StrategyCriteria criteria(String strategy) {
    StrategyCriteria criteria = new StrategyCriteria();
    settlements(strategy).forEach(criteria::add);
    return criteria;
  }

  /** J with the stored energy at the end at the mean import price, once discharged, micro-cent. */
  double resourceCostWithStock(String strategy, double oneWayEfficiency) {
    StrategyCriteria criteria = criteria(strategy);
    return criteria.resourceCostMicroCent()
        - criteria.storedAtEndWh() * criteria.meanImportMilliCentPerKwh() * oneWayEfficiency;
  }

  /** First setpoints of a strategy by battery and hour. */
  Map<String, Double> setpoints(String strategy) {
    Map<String, Double> setpoints = new TreeMap<>();
    for (Schedule schedule : list(Schedule.class)) {
      if (schedule.strategy().equals(strategy)) {
        setpoints.put(schedule.resource() + '|' + schedule.start(), schedule.setpointKw()[0]);
      }
    }
    return setpoints;
  }
}
