package io.commonwatt.market.dispatch;

import io.commonwatt.market.dispatch.storage.CapacityCharge;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.BatterySystem;
import io.commonwatt.market.resource.CombinedHeatPower;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.EfficiencyCurve;
import io.commonwatt.market.resource.ElectricVehicle;
import io.commonwatt.market.resource.FlexibleLoad;
import io.commonwatt.market.resource.HeatPump;
import io.commonwatt.market.resource.HeatStore;
import io.commonwatt.market.resource.Horizon;
import io.commonwatt.market.resource.Photovoltaic;
import io.commonwatt.market.resource.Polygeneration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Sites with every kind of resource, drawn from a seed. */
final class RandomSites {

  static final Instant START = RandomProblems.START;

  private RandomSites() {}

  /**
   * A site in the given steps; limits, charge and islands drawn, every third with negative prices
   * of import and export, the battery now and then reported outside its limits.
   */
  static DispatchProblem of(long seed, int steps, int stepSeconds) {
    Random random = new Random(seed);
    Horizon horizon = new Horizon(START, stepSeconds, steps);
    double below = Math.floorMod(seed, 3L) == 0 ? 27 : 0;
    Connection grid =
        Connection.of(
            "site",
            draw(random, steps, 0.2, 3),
            draw(random, steps, 15 - below, 40 - below),
            draw(random, steps, 2 - below, 14 - below));
    if (random.nextBoolean()) {
      grid = grid.with(limits(random, steps));
    }
    List<PlacedDevice> devices = new ArrayList<>();
    for (Device device : devices(random, horizon)) {
      if (random.nextInt(3) > 0) {
        devices.add(new PlacedDevice(device, 0));
      }
    }
    Battery battery = new Battery("battery", "home", 8, 0.5, 3, 3, 0.93, 500);
    Store store = new Store(battery, 0, 8 * (1.2 * random.nextDouble() - 0.1), 12);
    return new DispatchProblem(
        START, stepSeconds, List.of(grid), List.of(store), devices, Optional.empty());
  }

  private static GridLimits limits(Random random, int steps) {
    GridLimits limits = GridLimits.of(steps, 1 + 6 * random.nextDouble(), 4 * random.nextDouble());
    if (random.nextInt(3) == 0) {
      boolean[] present = new boolean[steps];
      for (int step = 0; step < steps; step++) {
        present[step] = random.nextInt(4) > 0;
      }
      limits = limits.intermittent(present);
    }
    if (random.nextInt(3) == 0) {
      limits = limits.with(new CapacityCharge(50 * random.nextDouble(), random.nextDouble()));
    }
    return limits;
  }

  private static List<Device> devices(Random random, Horizon horizon) {
    int steps = horizon.steps();
    int seconds = horizon.stepSeconds();
    Instant middle = START.plusSeconds((long) seconds * (steps / 2) + 300);
    Instant end = START.plusSeconds((long) seconds * (steps - 1));
    HeatStore water = HeatStore.water(horizon, 300, 40, 60, 52, 0.01, draw(random, steps, 0, 0.6));
    HeatStore building =
        HeatStore.building(
            horizon,
            4,
            0.15,
            20.5,
            horizon.constant(20),
            horizon.constant(23),
            draw(random, steps, -5, 10),
            draw(random, steps, 0, 0.5),
            30);
    EfficiencyCurve curve =
        new EfficiencyCurve(
            new double[] {0, 1.5, 3.5, 4, 5}, new double[] {0.911, 0.911, 0.949, 0.949, 0.922});
    Battery system = new Battery("system", "home", 6.4, 0, 5, 5, 1, 800);
    return List.of(
        new Photovoltaic("pv", draw(random, steps, 0, 4), 0),
        new ElectricVehicle(
            new Battery("car", "home", 50, 5, 11, 11, 0.9, 300),
            random.nextInt(4) == 0 ? Optional.empty() : Optional.of(middle.minusSeconds(seconds)),
            random.nextBoolean() ? end : end.plusSeconds(random.nextInt(12 * 3600)),
            12,
            12 + 20 * random.nextDouble(),
            random.nextBoolean(),
            80,
            15),
        new HeatPump("heat pump", 3, draw(random, steps, 2.5, 4), building),
        new HeatPump("heater", 2, horizon.constant(1), water),
        new CombinedHeatPower("chp", 1.5, 0.3, 0.6, horizon.constant(9), water),
        new FlexibleLoad("pump", 3 * random.nextDouble(), 1, START, end, 200),
        new BatterySystem(system, curve, List.of(new BatterySystem.Taper(21, -20 / 6.4)), 3, 10),
        new Polygeneration(
            "microgrid",
            3,
            0.65,
            2,
            0.5,
            5,
            20,
            6,
            1,
            3.5,
            1,
            4,
            draw(random, steps, 0, 0.2),
            300));
  }

  static double[] draw(Random random, int steps, double least, double most) {
    double[] values = new double[steps];
    for (int step = 0; step < steps; step++) {
      values[step] = least + (most - least) * random.nextDouble();
    }
    return values;
  }
}
