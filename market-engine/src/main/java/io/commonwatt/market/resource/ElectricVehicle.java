package io.commonwatt.market.resource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A car at its charger between arrival and departure.
 *
 * @param battery of the car; may discharge only where {@code vehicleToGrid}
 * @param arrival when it is plugged in; empty when it does not come
 * @param departure when it leaves
 * @param storedKwh on arrival
 * @param neededKwh wished on departure
 * @param vehicleToGrid whether it may feed the connection
 * @param missedCentPerKwh price of leaving with less
 * @param terminalCentPerKwh worth of a stored kWh at the end where it is still plugged in; where it
 *     may not feed back, of one up to what it needs
 */
public record ElectricVehicle(
    Battery battery,
    Optional<Instant> arrival,
    Instant departure,
    double storedKwh,
    double neededKwh,
    boolean vehicleToGrid,
    double missedCentPerKwh,
    double terminalCentPerKwh)
    implements Device {

  public ElectricVehicle {
    Device.require(
        neededKwh >= 0 && neededKwh <= battery.capacityKwh(),
        battery.id(),
        "energy needed " + neededKwh + " kWh does not fit in " + battery.capacityKwh());
    Device.require(missedCentPerKwh >= 0, battery.id(), "negative price of missed energy");
  }

  @Override
  public String id() {
    return battery.id();
  }

  @Override
  public Network network(Horizon horizon) {
    int from = arrival.map(horizon::firstFrom).orElse(horizon.steps());
    int until = horizon.endedBy(departure);
    if (from >= until) {
      return Network.of(id(), List.of(), List.of());
    }
    double[] charge = new double[horizon.steps()];
    double[] discharge = new double[horizon.steps()];
    for (int step = from; step < until; step++) {
      charge[step] = battery.chargeKw();
      discharge[step] = vehicleToGrid ? battery.dischargeKw() : 0;
    }
    double[] lower = horizon.constant(Math.min(storedKwh, battery.minimumKwh()));
    boolean leaves = !departure.isAfter(horizon.startOf(horizon.steps()));
    lower[until - 1] = Math.max(lower[until - 1], leaves ? neededKwh : neededAtEndKwh(horizon));
    double wear = battery.wearMilliCentPerKwh() / 1000.0;
    double efficiency = battery.oneWayEfficiency();
    Flow in =
        new Flow("charge", 1, charge, 0, horizon.constant(efficiency), horizon.constant(wear));
    Flow out =
        new Flow(
            "discharge",
            -1,
            discharge,
            0,
            horizon.constant(-1 / efficiency),
            horizon.constant(wear));
    Tank tank =
        new Tank(
            "stored",
            "kWh",
            storedKwh,
            1,
            lower,
            horizon.constant(Math.max(storedKwh, battery.capacityKwh())),
            horizon.constant(0),
            missedCentPerKwh,
            leaves ? 0 : terminalCentPerKwh,
            vehicleToGrid ? Double.POSITIVE_INFINITY : neededKwh);
    return new Network(
        id(),
        List.of(in, out),
        List.of(tank),
        List.of(new Network.Exclusive(List.of(0), List.of(1))),
        List.of(),
        List.of());
  }

  /**
   * What it must hold at the end of the horizon, so that it can have what it needs when it leaves.
   */
  private double neededAtEndKwh(Horizon horizon) {
    Instant end = horizon.startOf(horizon.steps());
    double hours = (departure.getEpochSecond() - end.getEpochSecond()) / 3600.0;
    return neededKwh - battery.chargeKw() * hours * battery.oneWayEfficiency();
  }
}
