package io.commonwatt.market.control;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.dispatch.ControlAction;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.market.dispatch.DevicePlan;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.dispatch.StepReasons;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.SimulatedBattery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One plan of one site, from the corrected state to what the plant did. Used once. */
final class SiteControl {

  private final ControlState state;
  private final ControlSettings settings;
  private final Dispatcher dispatcher;
  private final Site site;
  private final Instant at;

  SiteControl(
      ControlState state, ControlSettings settings, Dispatcher dispatcher, Site site, Instant at) {
    this.state = state;
    this.settings = settings;
    this.dispatcher = dispatcher;
    this.site = site;
    this.at = at;
  }

  /** A plan with what it stands on. */
  private record Planned(
      SiteProblem given,
      Plan plan,
      Expectation expected,
      StepPrices prices,
      int scenarios,
      double shortKw) {}

  void run(StepPrices prices, Consumer<Travelling> outputs) {
    double[] correctedKwh = correct();
    Map<PlannedDevice, Begun> begun = begin();
    Expectation expected = new Expectation(state, settings, site, at.getEpochSecond());
    SiteProblem given = new SiteProblem(state, settings, site, at, expected, prices);
    boolean hedges = settings.hedging() == Hedging.TWO_STAGE && positive(prices);
    int scenarios = hedges ? expected.scenarioKw.length : 0;
    Plan plan =
        scenarios > 0
            ? dispatcher.plan(given.problem, expected.toScenarios(given.boughtKw), given.previous)
            : dispatcher.plan(given.problem, given.previous);
    Planned planned = new Planned(given, plan, expected, prices, scenarios, shortKw(given, plan));
    for (int store = 0; store < correctedKwh.length; store++) {
      SimulatedBattery.Held held = hold(site.batteries().get(store), plan.setpointKw()[store]);
      outputs.accept(schedule(planned, store));
      outputs.accept(action(planned, store, held, correctedKwh[store]));
    }
    begun.forEach((device, start) -> run(planned, device, start, outputs));
  }

  /** What a device comes to a plan with: a correction, and what became of an earlier wish. */
  private record Begun(double correctedKwh, String told) {}

  private Map<PlannedDevice, Begun> begin() {
    Map<PlannedDevice, Begun> begun = new LinkedHashMap<>();
    for (PlannedDevice device : site.devices()) {
      PlannedDevice.Surroundings now = SiteProblem.surroundings(state, device);
      String told = device.settle(now.state(), at.getEpochSecond());
      double moved = device.correct(now, at.getEpochSecond(), settings.replanSeconds());
      begun.put(device, new Begun(moved, told));
    }
    return begun;
  }

  /** Holds the first power of a device; one that is away and has nothing to tell says nothing. */
  private void run(
      Planned planned, PlannedDevice device, Begun start, Consumer<Travelling> outputs) {
    int index = planned.given.devices.indexOf(device);
    if (index < 0 && start.told.isEmpty()) {
      return;
    }
    PlannedDevice.Surroundings now = SiteProblem.surroundings(state, device);
    int seconds = settings.replanSeconds();
    double plannedKw = index < 0 ? 0 : planned.plan.details().devices().get(index).powerKw()[0];
    double setpointKw = device.setpointKw(now, plannedKw, at.getEpochSecond(), seconds);
    PlannedDevice.Held held = device.hold(now, setpointKw, at.getEpochSecond(), seconds);
    if (index >= 0) {
      outputs.accept(schedule(planned, device, index));
    }
    outputs.accept(action(planned, device, index, setpointKw, held, start));
  }

  /** What a device is to take, rounded to 1 W. */
  private static double[] deviceKw(Plan plan, int index) {
    double[] kw = plan.details().devices().get(index).powerKw().clone();
    for (int step = 0; step < kw.length; step++) {
      kw[step] = PlannedDevice.wholeWatts(kw[step]);
    }
    return kw;
  }

  private Schedule schedule(Planned planned, PlannedDevice device, int index) {
    DispatchProblem problem = planned.given.problem;
    DevicePlan plan = planned.plan.details().devices().get(index);
    double[] contentKwh = new double[problem.steps()];
    double takenKwh = 0;
    for (int step = 0; step < contentKwh.length; step++) {
      // What has no tank holds nothing: what its run takes from now on is shown.
      takenKwh += plan.powerKw()[step] * problem.stepHours();
      double kwh =
          plan.content().length > 0 ? plan.content()[0][step] - device.zeroKwh() : takenKwh;
      contentKwh[step] = Math.rint(kwh * 1000) / 1000;
    }
    return new Schedule(
        state.placement,
        DispatchStep.NAME,
        device.resource.id(),
        device.resource.usagePoint(),
        planned.plan.status().code(),
        planned.expected.remark() + StepReasons.firstOfDevice(problem, planned.plan, index),
        at,
        problem.start(),
        problem.stepSeconds(),
        deviceKw(planned.plan, index),
        contentKwh,
        planned.plan.objectiveMilliCent(),
        planned.plan.boundMilliCent(),
        at);
  }

  private ControlAction action(
      Planned planned,
      PlannedDevice device,
      int index,
      double setpointKw,
      PlannedDevice.Held held,
      Begun start) {
    double[][] worthCent =
        index < 0 ? new double[0][] : planned.plan.details().devices().get(index).contentCent();
    List<String> givenUp = new ArrayList<>(planned.plan.details().givenUp());
    if (!start.told.isEmpty()) {
      givenUp.add(start.told);
    }
    return action(
        planned,
        device.resource.usagePoint(),
        device.resource.id(),
        new Deed(
            setpointKw,
            held.meterWh(),
            held.beforeKwh() - device.zeroKwh(),
            held.afterKwh() - device.zeroKwh(),
            device.fullKwh(),
            start.correctedKwh,
            worthCent.length == 0 ? Double.NaN : worthCent[0][0]),
        String.join("; ", givenUp));
  }

  /** What was done with one store or device. */
  private record Deed(
      double setpointKw,
      long meterWh,
      double beforeKwh,
      double afterKwh,
      double capacityKwh,
      double correctedKwh,
      double storedValueCent) {}

  /**
   * A search over directions for every scenario would be too much; the expected load is planned.
   */
  private static boolean positive(StepPrices prices) {
    for (double price : prices.exportCent()) {
      if (price < 0) {
        return false;
      }
    }
    return true;
  }

  private double[] correct() {
    double[] correctedKwh = new double[site.batteries().size()];
    for (int store = 0; store < correctedKwh.length; store++) {
      Battery battery = site.batteries().get(store);
      correctedKwh[store] =
          state
              .stores
              .get(battery.id())
              .correct(
                  new SimulatedBattery(battery, settings.plant()),
                  at.getEpochSecond(),
                  settings.replanSeconds());
    }
    return correctedKwh;
  }

  /** What was sold for now and is not expected to be delivered, kW. */
  private static double shortKw(SiteProblem given, Plan plan) {
    if (given.boughtKw[0] >= 0) {
      return 0;
    }
    double netKw = given.problem.connections().get(0).baseKw()[0];
    for (double[] setpointKw : plan.setpointKw()) {
      netKw += setpointKw[0];
    }
    for (DevicePlan device : plan.details().devices()) {
      netKw += device.powerKw()[0];
    }
    return Math.max(0, netKw);
  }

  private SimulatedBattery.Held hold(Battery battery, double[] setpointKw) {
    StoreState store = state.stores.get(battery.id());
    SimulatedBattery.Held held =
        new SimulatedBattery(battery, settings.plant())
            .hold(store.plant, setpointKw[0], settings.replanSeconds());
    store.plant = held.after();
    store.heldKw = setpointKw[0];
    store.toldSecond = at.getEpochSecond();
    store.toldStepSeconds = settings.stepSeconds();
    store.toldKw = setpointKw;
    return held;
  }

  private Schedule schedule(Planned planned, int store) {
    Battery battery = site.batteries().get(store);
    DispatchProblem problem = planned.given.problem;
    Plan plan = planned.plan;
    return new Schedule(
        state.placement,
        DispatchStep.NAME,
        battery.id(),
        battery.usagePoint(),
        plan.status().code(),
        planned.expected.remark()
            + planned.given.reserve.remark(battery.id())
            + StepReasons.firstOfStore(problem, plan, store),
        at,
        problem.start(),
        problem.stepSeconds(),
        plan.setpointKw()[store],
        plan.storedKwh()[store],
        plan.objectiveMilliCent(),
        plan.boundMilliCent(),
        at);
  }

  private ControlAction action(
      Planned planned, int store, SimulatedBattery.Held held, double correctedKwh) {
    Battery battery = site.batteries().get(store);
    List<String> givenUp = new ArrayList<>(planned.plan.details().givenUp());
    if (!planned.given.reserve.missed().isEmpty()) {
      givenUp.add(planned.given.reserve.missed());
    }
    return action(
        planned,
        battery.usagePoint(),
        battery.id(),
        new Deed(
            planned.plan.setpointKw()[store][0],
            held.meterWh(),
            held.before().storedKwh(),
            held.after().storedKwh(),
            held.after().capacityKwh(),
            correctedKwh,
            planned.plan.storedValueCentPerKwh()[store]),
        String.join("; ", givenUp));
  }

  private ControlAction action(
      Planned planned, String usagePoint, String resource, Deed deed, String givenUp) {
    Plan plan = planned.plan;
    Expectation expected = planned.expected;
    int seconds = settings.replanSeconds();
    double whPerKw = seconds / 3.6;
    return new ControlAction(
        state.placement,
        site.scope().name().toLowerCase(Locale.ROOT),
        usagePoint,
        resource,
        at,
        seconds,
        plan.status().code(),
        expected.basis.name().toLowerCase(Locale.ROOT),
        expected.ageSeconds,
        planned.scenarios,
        expected.firstLowKw,
        expected.firstKw,
        expected.firstHighKw,
        deed.setpointKw,
        deed.meterWh / whPerKw,
        deed.beforeKwh,
        deed.afterKwh,
        deed.capacityKwh,
        deed.correctedKwh,
        Math.round(planned.prices.importCent()[0] * 1000),
        Math.round(planned.prices.exportCent()[0] * 1000),
        deed.storedValueCent,
        Math.round(planned.given.boughtKw[0] * whPerKw),
        Math.round(planned.shortKw * whPerKw),
        plan.slackKwh(),
        givenUp,
        at);
  }
}
