package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.StrategyPeriod;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Entries of the community file for what the simulator seeds. */
public final class SeededResources {

  private static final String[] STRATEGIES = {"tariff", "direct", "auction"};
  private static final String LIVE = "direct";

  private SeededResources() {}

  /** A battery, half full at first. */
  public static Resource battery(
      String usagePoint, BatterySystem battery, boolean simulated, Instant from) {
    return new Resource(
        usagePoint + "-battery",
        usagePoint,
        Resource.Type.BATTERY,
        battery.capacityKwh(),
        battery.powerKw(),
        BatterySystem.ROUND_TRIP_EFFICIENCY,
        battery.wearMilliCentPerKwh(),
        battery.capacityKwh() / 2,
        simulated,
        from,
        Instant.MAX);
  }

  /** A resource that stores nothing. */
  public static Resource plain(
      String usagePoint, Resource.Type type, double powerKw, boolean simulated, Instant from) {
    String suffix =
        switch (type) {
          case PV -> "-pv";
          case EV -> "-ev";
          case HEAT_PUMP -> "-heat-pump";
          case HOT_WATER -> "-hot-water";
          case FLEXIBLE_LOAD -> "-flexible-load";
          case DEFERRABLE_LOAD -> "-deferrable-load";
          case BATTERY -> throw new IllegalArgumentException("A battery stores");
        };
    return new Resource(
        usagePoint + suffix, usagePoint, type, 0, powerKw, 1, 0, 0, simulated, from, Instant.MAX);
  }

  /** The strategies every community runs: one live, the others in shadow. */
  public static List<StrategyPeriod> strategies(Instant from) {
    return Arrays.stream(STRATEGIES)
        .map(name -> new StrategyPeriod(name, "*", name.equals(LIVE), from, Instant.MAX))
        .toList();
  }
}
