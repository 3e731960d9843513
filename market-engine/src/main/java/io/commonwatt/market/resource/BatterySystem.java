package io.commonwatt.market.resource;

import java.util.ArrayList;
import java.util.List;

/**
 * A battery whose efficiency depends on power and whose charging power falls near full. Planned on
 * the concave hull of what a power stores (exact where that is concave already); {@link
 * #storedAfterKwh} is the plant, which keeps the curve.
 *
 * @param battery limits; its own efficiency is not looked at
 * @param efficiency of one way, over power in kW
 * @param taper charging limits, all hold: kW ≤ constant + slope · stored kWh
 * @param storedKwh now; may lie outside the limits
 * @param terminalCentPerKwh worth of a stored kWh at the end
 */
public record BatterySystem(
    Battery battery,
    EfficiencyCurve efficiency,
    List<Taper> taper,
    double storedKwh,
    double terminalCentPerKwh)
    implements Device {

  /** Limit of charging by what is stored: constantKw + slopeKwPerKwh · stored. */
  public record Taper(double constantKw, double slopeKwPerKwh) {}

  public BatterySystem {
    taper = List.copyOf(taper);
    Device.require(
        Double.isFinite(storedKwh + terminalCentPerKwh),
        battery.id(),
        "stored energy or its worth is not a number");
  }

  @Override
  public String id() {
    return battery.id();
  }

  @Override
  public Network network(Horizon horizon) {
    List<Flow> flows = new ArrayList<>();
    double wear = battery.wearMilliCentPerKwh() / 1000.0;
    List<Integer> charging = new ArrayList<>();
    List<Integer> discharging = new ArrayList<>();
    for (EfficiencyCurve.Part part : efficiency.charging(battery.chargeKw())) {
      charging.add(flows.size());
      flows.add(flow("charge", 1, part, horizon, wear));
    }
    for (EfficiencyCurve.Part part : efficiency.discharging(battery.dischargeKw())) {
      discharging.add(flows.size());
      flows.add(flow("discharge", -1, part, horizon, wear));
    }
    List<Network.ContentLimit> limits = new ArrayList<>();
    for (Taper each : taper) {
      limits.add(new Network.ContentLimit(charging, 0, each.constantKw(), each.slopeKwPerKwh()));
    }
    Tank tank =
        new Tank(
            "stored",
            "kWh",
            storedKwh,
            1,
            horizon.constant(battery.minimumKwh()),
            horizon.constant(battery.capacityKwh()),
            horizon.constant(0),
            MISSED_CENT * horizon.stepHours(),
            terminalCentPerKwh);
    return new Network(
        id(),
        flows,
        List.of(tank),
        List.of(new Network.Exclusive(charging, discharging)),
        limits,
        List.of());
  }

  private static Flow flow(
      String name, int sign, EfficiencyCurve.Part part, Horizon horizon, double wear) {
    return new Flow(
        name,
        sign,
        horizon.constant(part.lengthKw()),
        0,
        horizon.constant(sign * part.storedPerKwh()),
        horizon.constant(wear));
  }

  /** Stored energy after a power is held for some hours, by the curve and the limits, kWh. */
  public double storedAfterKwh(double before, double powerKw, double hours) {
    double most = battery.chargeKw();
    for (Taper each : taper) {
      most = Math.min(most, each.constantKw() + each.slopeKwPerKwh() * before);
    }
    double power = Math.max(-battery.dischargeKw(), Math.min(Math.max(0, most), powerKw));
    double share = efficiency.at(Math.abs(power));
    if (power >= 0) {
      double room = Math.max(0, battery.capacityKwh() - before);
      return before + Math.min(room, power * hours * share);
    }
    return before - Math.min(Math.max(0, before), -power * hours / share);
  }
}
