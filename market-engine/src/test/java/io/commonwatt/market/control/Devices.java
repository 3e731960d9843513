package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.Resource;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Devices with a use, for tests. */
public final class Devices {

  public static final DeviceUse.Vehicle COMMUTER =
      new DeviceUse.Vehicle(18 * 60, 7 * 60, 12, 30, false);

  private Devices() {}

  /** One of each kind: a car, a warm building, hot water, a load with a window, a machine. */
  public static List<Resource> ofEachKind() {
    return List.of(
        car("car", "home01", new DeviceUse.Vehicle(18 * 60 + 10, 7 * 60, 12, 30, true)),
        heatPump("heat-pump", "home02"),
        device(
            "hot-water",
            "home00",
            Resource.Type.HOT_WATER,
            2,
            new DeviceUse.HotWater(200, 10, 60, 0.01, Collections.nCopies(24, 0.25))),
        device(
            "laundry",
            "home01",
            Resource.Type.FLEXIBLE_LOAD,
            2,
            new DeviceUse.Flexible(3, 9 * 60, 17 * 60)),
        washer("home02", new DeviceUse.Deferrable(List.of(2.0, 0.1, 0.5), 30, 20 * 60, 7 * 60)));
  }

  static Resource car(String id, String home, DeviceUse.Vehicle use) {
    return new Resource(
        id, home, Resource.Type.EV, 40, 7.4, 0.9, 100, 0, true, Instant.MIN, Instant.MAX, use);
  }

  static Resource washer(String home, DeviceUse.Deferrable use) {
    return device("washer", home, Resource.Type.DEFERRABLE_LOAD, 2, use);
  }

  static Resource heatPump(String id, String home) {
    return device(id, home, Resource.Type.HEAT_PUMP, 3, new DeviceUse.Building(6, 0.2, 20, 23, 3));
  }

  private static Resource device(
      String id, String home, Resource.Type type, double kw, DeviceUse use) {
    return new Resource(id, home, type, 0, kw, 1, 0, 0, true, Instant.MIN, Instant.MAX, use);
  }
}
