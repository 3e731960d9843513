package io.commonwatt.market.control;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.dispatch.ControlAction;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.dispatch.StepReasons;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.SimulatedBattery;
import java.time.Instant;
import java.util.Locale;
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
  }

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
        planned.expected.remark() + StepReasons.firstOfStore(problem, plan, store),
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
    Plan plan = planned.plan;
    Expectation expected = planned.expected;
    int seconds = settings.replanSeconds();
    double whPerKw = seconds / 3.6;
    return new ControlAction(
        state.placement,
        site.scope().name().toLowerCase(Locale.ROOT),
        battery.usagePoint(),
        battery.id(),
        at,
        seconds,
        plan.status().code(),
        expected.basis.name().toLowerCase(Locale.ROOT),
        expected.ageSeconds,
        planned.scenarios,
        expected.firstLowKw,
        expected.firstKw,
        expected.firstHighKw,
        plan.setpointKw()[store][0],
        held.meterWh() / whPerKw,
        held.before().storedKwh(),
        held.after().storedKwh(),
        held.after().capacityKwh(),
        correctedKwh,
        Math.round(planned.prices.importCent()[0] * 1000),
        Math.round(planned.prices.exportCent()[0] * 1000),
        plan.storedValueCentPerKwh()[store],
        Math.round(planned.given.boughtKw[0] * whPerKw),
        Math.round(planned.shortKw * whPerKw),
        plan.slackKwh(),
        String.join("; ", plan.details().givenUp()),
        at);
  }
}
