package io.commonwatt.app.dispatch;

import io.commonwatt.market.dispatch.PlacedDevice;
import io.commonwatt.market.dispatch.Store;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.BatterySystem;
import io.commonwatt.market.resource.CombinedHeatPower;
import io.commonwatt.market.resource.DeferrableLoad;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Resources of a site file, by kind. Stateless. */
final class SiteResources {

  private static final String KINDS =
      "battery, ev, heat-pump, hot-water, flexible-load, deferrable-load, pv, chp, polygeneration";
  private static final double MISSED_CENT = 1000;
  private static final double DEFAULT_EFFICIENCY = 0.9;

  private SiteResources() {}

  static void add(
      SiteNode node,
      Horizon horizon,
      double[] importCent,
      List<Store> stores,
      List<PlacedDevice> devices) {
    String kind = node.text("kind");
    if (kind.equals("battery") && !node.has("efficiencyCurve")) {
      Battery battery = battery(node, DEFAULT_EFFICIENCY);
      double worth = worth(node, battery, importCent);
      stores.add(new Store(battery, 0, node.number("storedKwh"), worth));
    } else {
      devices.add(new PlacedDevice(device(node, kind, horizon, importCent), 0));
    }
    node.finish();
  }

  private static Device device(SiteNode node, String kind, Horizon horizon, double[] importCent) {
    int steps = horizon.steps();
    return switch (kind) {
      case "battery" -> system(node, importCent);
      case "ev" -> car(node, importCent);
      case "heat-pump" ->
          new HeatPump(
              node.text("id"),
              node.number("powerKw"),
              node.series("performance", steps, 3),
              heat(node, horizon));
      case "hot-water" ->
          new HeatPump(
              node.text("id"),
              node.number("powerKw"),
              node.series("performance", steps, 1),
              water(node, horizon));
      case "flexible-load" ->
          new FlexibleLoad(
              node.text("id"),
              node.number("energyKwh"),
              node.number("powerKw"),
              node.instant("earliest"),
              node.instant("deadline"),
              node.number("missedCentPerKwh", MISSED_CENT));
      case "deferrable-load" ->
          new DeferrableLoad(
              node.text("id"),
              node.list("profileKw"),
              node.instant("earliest"),
              node.instant("deadline"));
      case "pv" ->
          new Photovoltaic(
              node.text("id"),
              node.series("availableKw", steps),
              node.number("curtailmentCentPerKwh", 0));
      case "chp" ->
          new CombinedHeatPower(
              node.text("id"),
              node.number("powerKw"),
              node.number("electricEfficiency"),
              node.number("heatEfficiency"),
              node.series("fuelCentPerKwh", steps),
              heat(node, horizon));
      case "polygeneration" -> polygeneration(node, steps);
      default -> throw node.error("kind is '" + kind + "'", "use one of " + KINDS);
    };
  }

  private static Battery battery(SiteNode node, double roundTripDefault) {
    double power = node.number("powerKw");
    double discharge = node.number("dischargeKw", power);
    return new Battery(
        node.text("id"),
        "site",
        node.number("capacityKwh"),
        node.number("minimumKwh", 0),
        power,
        discharge,
        StrictMath.sqrt(node.number("roundTripEfficiency", roundTripDefault)),
        Math.round(1000 * node.number("wearCentPerKwh", 0)));
  }

  /** What is left at the end is worth what it saves at the mean price, unless the file says. */
  private static double worth(SiteNode node, Battery battery, double[] importCent) {
    double mean = Arrays.stream(importCent).average().orElseThrow();
    double wear = battery.wearMilliCentPerKwh() / 1000.0;
    double usual = Math.max(0, (mean - wear) * battery.oneWayEfficiency());
    return node.number("terminalCentPerKwh", usual);
  }

  private static Device system(SiteNode node, double[] importCent) {
    SiteNode curve = node.child("efficiencyCurve");
    EfficiencyCurve efficiency =
        new EfficiencyCurve(curve.list("powerKw"), curve.list("oneWayEfficiency"));
    curve.finish();
    List<BatterySystem.Taper> taper =
        node.children("taper", "taper").stream()
            .map(
                each ->
                    new BatterySystem.Taper(
                        each.number("constantKw"), each.number("slopeKwPerKwh")))
            .toList();
    Battery battery = battery(node, 1);
    double worth = worth(node, battery, importCent);
    return new BatterySystem(battery, efficiency, taper, node.number("storedKwh"), worth);
  }

  private static Device car(SiteNode node, double[] importCent) {
    Battery battery = battery(node, DEFAULT_EFFICIENCY);
    Optional<Instant> arrival =
        node.has("arrival") ? Optional.of(node.instant("arrival")) : Optional.empty();
    return new ElectricVehicle(
        battery,
        arrival,
        node.instant("departure"),
        node.number("storedKwh"),
        node.number("neededKwh"),
        node.flag("vehicleToGrid", false),
        node.number("missedCentPerKwh", MISSED_CENT),
        worth(node, battery, importCent));
  }

  private static HeatStore heat(SiteNode node, Horizon horizon) {
    return node.has("building") ? building(node.child("building"), horizon) : water(node, horizon);
  }

  private static HeatStore water(SiteNode node, Horizon horizon) {
    SiteNode tank = node.child("tank");
    HeatStore store =
        HeatStore.water(
            horizon,
            tank.number("litres"),
            tank.number("coldC", 40),
            tank.number("hotC", 60),
            tank.number("nowC"),
            tank.number("lossPerHour", 0.01),
            tank.series("drawnKwh", horizon.steps()));
    tank.finish();
    return store;
  }

  private static HeatStore building(SiteNode node, Horizon horizon) {
    int steps = horizon.steps();
    HeatStore store =
        HeatStore.building(
            horizon,
            node.number("capacityKwhPerDegree"),
            node.number("lossKwPerDegree"),
            node.number("nowC"),
            node.series("leastC", steps, 20),
            node.series("mostC", steps, 24),
            node.series("outsideC", steps),
            node.series("gainsKw", steps, 0),
            node.number("missedCentPerDegreeHour", 100));
    node.finish();
    return store;
  }

  private static Device polygeneration(SiteNode node, int steps) {
    return new Polygeneration(
        node.text("id"),
        node.number("electrolyserKw"),
        node.number("electrolyserEfficiency", 0.65),
        node.number("fuelCellKw"),
        node.number("fuelCellEfficiency", 0.5),
        node.number("hydrogenKwh"),
        node.number("hydrogenCapacityKwh"),
        node.number("hydrogenCentPerKwh", 0),
        node.number("desalinationKw", 0),
        node.number("desalinationKwhPerCubicMetre", 3.5),
        node.number("waterCubicMetre", 0),
        node.number("waterCapacityCubicMetre", 0),
        node.series("waterDemandCubicMetre", steps, 0),
        node.number("missedCentPerCubicMetre", MISSED_CENT));
  }
}
