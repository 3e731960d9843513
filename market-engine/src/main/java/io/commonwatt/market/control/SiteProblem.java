package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DispatchScope;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.GridLimits;
import io.commonwatt.market.dispatch.Loyalty;
import io.commonwatt.market.dispatch.PlacedDevice;
import io.commonwatt.market.dispatch.PreviousPlan;
import io.commonwatt.market.dispatch.Store;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.Horizon;
import io.commonwatt.market.resource.SimulatedBattery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the dispatch problem of a site from the state. Energy already bought is taken off the
 * load; what was sold must be fed in, as a limit of the connection that gives way only at a price.
 */
final class SiteProblem {

  final DispatchProblem problem;
  final Optional<PreviousPlan> previous;

  /** Power bought by step, negative where sold, kW. */
  final double[] boughtKw;

  /** Devices that are planned, in the problem's order. */
  final List<PlannedDevice> devices;

  /** What the home sold as held ready, on its batteries. */
  final Reserve reserve;

  private final ControlState state;
  private final ControlSettings settings;
  private final Site site;
  private final long at;

  SiteProblem(
      ControlState state,
      ControlSettings settings,
      Site site,
      Instant start,
      Expectation expected,
      StepPrices prices) {
    this.state = state;
    this.settings = settings;
    this.site = site;
    this.at = start.getEpochSecond();
    this.boughtKw = new double[settings.steps()];
    if (site.scope() == DispatchScope.HOME) {
      for (UsagePoint usagePoint : site.usagePoints()) {
        addCommitment(usagePoint.id());
      }
    }
    this.reserve = new Reserve(site.id(), soldReserveKw());
    double[] netKw = expected.plannedKw().clone();
    for (int step = 0; step < netKw.length; step++) {
      netKw[step] -= boughtKw[step];
    }
    Connection connection =
        Connection.of(site.id(), netKw, prices.importCent(), prices.exportCent())
            .with(limits(marginKw(expected)));
    List<Store> stores = new ArrayList<>();
    for (Battery battery : site.batteries()) {
      stores.add(store(battery, prices.importCent()));
    }
    this.devices = new ArrayList<>();
    Horizon horizon = new Horizon(start, settings.stepSeconds(), settings.steps());
    List<PlacedDevice> placed = new ArrayList<>();
    for (PlannedDevice device : site.devices()) {
      Optional<Device> now =
          device.device(surroundings(state, device), horizon, prices.importCent());
      now.ifPresent(
          seen -> {
            devices.add(device);
            placed.add(new PlacedDevice(seen, 0));
          });
    }
    previous = previous();
    Optional<Loyalty> loyalty =
        settings.leaveCentPerKwh() > 0
            ? previous.map(told -> new Loyalty(told, settings.leaveCentPerKwh()))
            : Optional.empty();
    problem =
        new DispatchProblem(
            start, settings.stepSeconds(), List.of(connection), stores, placed, loyalty);
  }

  static PlannedDevice.Surroundings surroundings(ControlState state, PlannedDevice device) {
    return new PlannedDevice.Surroundings(state.devices.get(device.resource.id()), state.outside);
  }

  private void addCommitment(String usagePoint) {
    Commitment commitment = state.commitments.get(usagePoint);
    for (int step = 0; commitment != null && step < boughtKw.length; step++) {
      long from = at + (long) step * settings.stepSeconds();
      boughtKw[step] += commitment.boughtKw(from, from + settings.stepSeconds());
    }
  }

  private double soldReserveKw() {
    Commitment commitment =
        site.scope() == DispatchScope.HOME ? state.commitments.get(site.id()) : null;
    return commitment == null ? 0 : commitment.reserveKw(at, at + settings.replanSeconds());
  }

  /** What keeps the limits with the wished probability; none without scenarios. */
  private double[] marginKw(Expectation expected) {
    return settings.limitProbability() == 0 || expected.scenarioKw.length == 0
        ? new double[boughtKw.length]
        : expected.toScenarios(boughtKw).marginKw(0, settings.limitProbability());
  }

  private GridLimits limits(double[] marginKw) {
    double[] imports = new double[boughtKw.length];
    double[] exports = new double[boughtKw.length];
    for (int step = 0; step < imports.length; step++) {
      boolean sold = boughtKw[step] < 0;
      imports[step] = sold ? 0 : Math.max(0, site.mostKw() - boughtKw[step]);
      exports[step] = Math.max(0, site.mostKw() + boughtKw[step]);
    }
    return new GridLimits(
        imports, exports, GridLimits.OVER_CENT_PER_KWH, marginKw, Optional.empty());
  }

  private Store store(Battery battery, double[] importCent) {
    SimulatedBattery plant = new SimulatedBattery(battery, settings.plant());
    SimulatedBattery.State now = state.stores.get(battery.id()).plant;
    Battery faded =
        new Battery(
            battery.id(),
            battery.usagePoint(),
            now.capacityKwh(),
            Math.min(battery.minimumKwh(), now.capacityKwh()),
            battery.chargeKw(),
            battery.dischargeKw(),
            battery.oneWayEfficiency(),
            battery.wearMilliCentPerKwh());
    return Store.valuedAtMeanPrice(faded, 0, now.storedKwh(), importCent)
        .withFirstStep(
            plant.mostChargeKw(now, settings.replanSeconds()),
            reserve.hold(faded, plant, now, settings.replanSeconds()));
  }

  private Optional<PreviousPlan> previous() {
    Map<String, double[]> told = new TreeMap<>();
    long start = 0;
    int stepSeconds = 1;
    for (Battery battery : site.batteries()) {
      StoreState store = state.stores.get(battery.id());
      if (store.toldKw.length > 0) {
        told.put(battery.id(), store.toldKw);
        start = store.toldSecond;
        stepSeconds = store.toldStepSeconds;
      }
    }
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(new PreviousPlan(Instant.ofEpochSecond(start), stepSeconds, told));
  }
}
