package io.commonwatt.market.dispatch;

import static io.commonwatt.market.dispatch.RandomProblems.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.dispatch.storage.CapacityCharge;
import io.commonwatt.market.resource.Battery;
import io.commonwatt.market.resource.BatterySystem;
import io.commonwatt.market.resource.CombinedHeatPower;
import io.commonwatt.market.resource.DeferrableLoad;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.EfficiencyCurve;
import io.commonwatt.market.resource.ElectricVehicle;
import io.commonwatt.market.resource.FlexibleLoad;
import io.commonwatt.market.resource.Flow;
import io.commonwatt.market.resource.HeatPump;
import io.commonwatt.market.resource.HeatStore;
import io.commonwatt.market.resource.Horizon;
import io.commonwatt.market.resource.Network;
import io.commonwatt.market.resource.Photovoltaic;
import io.commonwatt.market.resource.Polygeneration;
import io.commonwatt.market.resource.Tank;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DevicesTest {

  private static final Battery CAR = new Battery("car", "home", 40, 0, 10, 10, 0.9, 0);

  private final Dispatcher dispatcher = Dispatcher.create();

  @Test
  void shouldCurtailSunWhereFeedingInCosts() {
    Connection grid = Connection.of("g", of(1, 1), of(20, 20), of(-5, 3));
    Plan plan = plan(grid, new Photovoltaic("pv", of(3, 3), 0));
    assertThat(device(plan).powerKw()).containsExactly(of(-1, -3), within(1e-6));
  }

  @Test
  void shouldChargeACarInTheCheapHoursBeforeItLeaves() {
    Connection grid = grid(of(0, 0, 0, 0), of(30, 10, 20, 5));
    Plan plan = plan(grid, car(Optional.of(START), 3, 5, 18.5, false));
    assertThat(device(plan).powerKw()).containsExactly(of(0, 10, 5, 0), within(1e-6));
    assertThat(plan.details().givenUp()).isEmpty();
    assertThat(device(plan).contentCent()[0][1]).isCloseTo(20 / 0.9, within(0.01));
  }

  @Test
  void shouldSayWhatACarLacksThatComesTooLate() {
    Connection grid = grid(of(0, 0, 0, 0), of(30, 10, 20, 5));
    Instant late = START.plusSeconds(2 * 3600 - 100);
    Plan plan = plan(grid, car(Optional.of(late), 3, 5, 23, false));
    assertThat(device(plan).powerKw()).containsExactly(of(0, 0, 10, 0), within(1e-6));
    assertThat(plan.details().givenUp())
        .containsExactly("car: stored misses its wish by 9.00 kWh at 03:00Z");
  }

  @Test
  void shouldPlanForACarThatNeverComes() {
    Plan plan = plan(grid(of(1, 1), of(30, 10)), car(Optional.empty(), 2, 5, 23, true));
    assertThat(device(plan).powerKw()).containsExactly(0, 0);
    assertThat(plan.details().givenUp()).isEmpty();
    assertThat(plan.status()).isEqualTo(Plan.Status.OPTIMAL);
  }

  @Test
  void pitfall03ShouldServeDevicesByRuleWithoutASolve() {
    LinearSolver broken =
        new LinearSolver() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public LinearSolution solve(LinearModel model) {
            return LinearSolution.failed();
          }
        };
    Connection grid = grid(of(1, 1, 1, 1), of(30, 10, 20, 5));
    DispatchProblem problem =
        new DispatchProblem(
            START,
            3600,
            List.of(grid),
            List.of(new Store(new Battery("b", "home", 4, 0, 2, 2, 1, 0), 0, 1, 5)),
            List.of(
                new PlacedDevice(car(Optional.of(START), 3, 5, 39, false), 0),
                new PlacedDevice(new Photovoltaic("pv", of(0, 14, 0, 0), 0), 0)),
            Optional.empty());
    Plan plan = new Dispatcher(broken).plan(problem, none());

    assertThat(plan.status()).isEqualTo(Plan.Status.RULE);
    assertThat(plan.details().devices().get(0).powerKw()).containsExactly(10, 10, 10, 0);
    assertThat(plan.details().devices().get(1).powerKw()).containsExactly(0, -14, 0, 0);
    assertThat(plan.setpointKw()[0]).as("takes what is left").containsExactly(-1, 2, -2, 0);
    assertThat(plan.details().givenUp())
        .containsExactly("car: stored misses its wish by 7.00 kWh at 03:00Z");
    assertThat(StepReasons.ofStore(problem, plan, 0)[1])
        .isEqualTo("charges: no solve, surplus is stored and deficit covered");
    assertThat(StepReasons.ofDevice(problem, plan, 0)[0]).isEqualTo("no solve: by rule");
  }

  @Test
  void shouldFeedFromTheCarWhereThatIsAllowed() {
    Connection grid = grid(of(5, 5), of(50, 10));
    Plan allowed = plan(grid, car(Optional.of(START), 2, 12, 12, true));
    assertThat(device(allowed).powerKw()[0]).isCloseTo(-5, within(1e-6));
    Plan forbidden = plan(grid, car(Optional.of(START), 2, 12, 12, false));
    assertThat(device(forbidden).powerKw()).containsExactly(of(0, 0), within(1e-6));
  }

  /** 1: the horizon is no end of the world: what a car needs after it is not sold before. */
  @Test
  void pitfall01ShouldNotDrainACarThatLeavesBeyondTheHorizon() {
    Connection grid = grid(of(5, 5, 5), of(20, 19, 21));
    // It leaves an hour after the end, in which it can take 9 kWh.
    Plan soon = plan(grid, stays(4, 30, 30, true, 0));
    assertThat(device(soon).content()[0][2]).isCloseTo(21, within(1e-6));
    Plan low = plan(grid, stays(4, 5, 30, true, 0));
    assertThat(device(low).content()[0][2]).isCloseTo(21, within(1e-6));
    Plan unreachable = plan(grid, stays(4, 1, 40, false, 0));
    assertThat(device(unreachable).powerKw()).containsExactly(of(10, 10, 10), within(1e-6));
    assertThat(unreachable.details().givenUp())
        .containsExactly("car: stored misses its wish by 3.00 kWh at 03:00Z");
    // It leaves the next day: only a price above its worth takes something out.
    assertThat(device(plan(grid, stays(30, 30, 30, true, 0))).content()[0][2])
        .as("worth nothing")
        .isCloseTo(0, within(1e-6));
    double worth = 18.5;
    assertThat(device(plan(grid, stays(30, 30, 30, true, worth))).powerKw())
        .as("20.6 ct at the meter")
        .containsExactly(of(0, 0, -5), within(1e-6));
    // Energy below its worth is stored, up to what it needs where nothing comes back.
    Connection cheap = grid(of(0, 0, 0), of(20, 10, 12));
    assertThat(device(plan(cheap, stays(30, 20, 33.5, false, worth))).powerKw())
        .containsExactly(of(0, 10, 5), within(1e-6));
    assertThat(device(plan(cheap, stays(30, 20, 33.5, true, worth))).powerKw())
        .containsExactly(of(0, 10, 10), within(1e-6));
    assertThat(device(plan(cheap, stays(30, 36, 33.5, false, worth))).powerKw())
        .containsExactly(of(0, 0, 0), within(1e-6));
  }

  private static ElectricVehicle stays(
      int leavesAfter, double stored, double needed, boolean v2g, double worthCent) {
    Instant departure = START.plusSeconds(leavesAfter * 3600L);
    return new ElectricVehicle(
        CAR, Optional.of(START), departure, stored, needed, v2g, 100, worthCent);
  }

  @Test
  void shouldHeatWaterWhenItIsCheap() {
    Connection grid = grid(of(0, 0, 0), of(30, 10, 40));
    Horizon horizon = new Horizon(START, 3600, 3);
    HeatStore water = HeatStore.water(horizon, 200, 40, 60, 44, 0, of(0, 0, 3));
    Plan plan = plan(grid, new HeatPump("heater", 4, horizon.constant(1), water));
    double needed = 3 - 200 * 4.186 / 3600 * 4;
    assertThat(device(plan).powerKw()).containsExactly(of(0, needed, 0), within(1e-6));
  }

  @Test
  void shouldKeepABuildingWarmAndPreheatIt() {
    Connection grid = grid(of(0, 0, 0, 0), of(10, 40, 40, 10));
    Horizon horizon = new Horizon(START, 3600, 4);
    HeatStore walls =
        HeatStore.building(
            horizon,
            5,
            0.2,
            20,
            horizon.constant(20),
            horizon.constant(24),
            horizon.constant(0),
            horizon.constant(0),
            100);
    Plan plan = plan(grid, new HeatPump("heat pump", 6, horizon.constant(3), walls));
    assertThat(plan.details().givenUp()).isEmpty();
    assertThat(device(plan).content()[0][0]).as("preheated").isGreaterThan(20 * 5 + 4);
    assertThat(device(plan).powerKw()[0]).isGreaterThan(3);
    assertThat(Arrays.stream(device(plan).content()[0]).min().orElseThrow())
        .isGreaterThan(100 - 1e-6);
  }

  @Test
  void shouldServeFlexibleAndDeferrableLoadsWhenCheap() {
    Connection grid = grid(of(0, 0, 0, 0, 0), of(30, 12, 10, 20, 5));
    Instant deadline = START.plusSeconds(4 * 3600);
    Plan flexible = plan(grid, new FlexibleLoad("pump", 3, 2, START, deadline, 500));
    assertThat(device(flexible).powerKw()).containsExactly(of(0, 1, 2, 0, 0), within(1e-6));
    Plan run = plan(grid, new DeferrableLoad("washer", of(1, 2), START, deadline));
    assertThat(device(run).powerKw()).containsExactly(of(0, 1, 2, 0, 0), within(1e-6));
    assertThat(run.status()).isEqualTo(Plan.Status.OPTIMAL);
    assertThatThrownBy(
            () -> plan(grid, new DeferrableLoad("washer", new double[5], START, deadline)))
        .hasMessageContaining("'washer': its profile of 5 steps does not fit");
  }

  @Test
  void shouldRunAnEngineForHeatAndForDearPower() {
    Connection grid = grid(of(2, 2), of(40, 10));
    Horizon horizon = new Horizon(START, 3600, 2);
    HeatStore heat = new HeatStore(0, of(0, 0), of(10, 10), of(0, 2), 1, 1000, 0);
    Plan plan = plan(grid, new CombinedHeatPower("chp", 2, 0.4, 0.5, of(6, 6), heat));
    assertThat(device(plan).powerKw()).containsExactly(of(-2, 0), within(1e-6));
    assertThat(device(plan).content()[0]).containsExactly(of(2.5, 0.5), within(1e-6));
    assertThat(horizon.steps()).isEqualTo(2);
  }

  @Test
  void shouldStoreSurplusAsHydrogenAndWater() {
    Connection grid =
        Connection.of("g", of(-4, 3), of(40, 40), of(1, 1)).with(GridLimits.island(2));
    Polygeneration microgrid =
        new Polygeneration("microgrid", 3, 0.7, 2, 0.5, 3, 10, 0, 2, 2, 0, 5, of(0.2, 0.4), 500);
    Plan plan = plan(grid, microgrid);
    DevicePlan device = device(plan);
    assertThat(device.flows()).containsExactly("electrolyse", "fuel cell", "desalinate");
    assertThat(device.flowKw()[0][0]).isCloseTo(2.8, within(1e-6));
    assertThat(device.flowKw()[2][0]).isCloseTo(1.2, within(1e-6));
    assertThat(device.flowKw()[1][1]).isCloseTo(2, within(1e-6));
    assertThat(plan.details().givenUp())
        .containsExactly("g: not served by 1.00 kW at 01:00Z, 1.00 kWh in all");
  }

  @Test
  void shouldSaveForTheStepsInWhichTheGridIsAway() {
    GridLimits away = GridLimits.of(3, 10, 10).intermittent(new boolean[] {true, true, false});
    Connection grid = Connection.of("g", of(1, 1, 2), of(20, 30, 20), of(5, 5, 5)).with(away);
    Battery battery = new Battery("b", "home", 5, 0, 3, 3, 1, 0);
    Plan plan = dispatcher.plan(problem(grid, List.of(new Store(battery, 0, 0, 0))), none());
    assertThat(plan.setpointKw()[0]).containsExactly(of(3, -1, -2), within(1e-6));
    assertThat(plan.details().givenUp()).isEmpty();
  }

  @Test
  void shouldShaveAPeakUnderACapacityCharge() {
    GridLimits charged = GridLimits.of(4, 100, 100).with(new CapacityCharge(100, 0));
    Connection grid = grid(of(1, 4, 1, 1), of(20, 20, 20, 20)).with(charged);
    Battery battery = new Battery("b", "home", 6, 0, 3, 3, 1, 0);
    Plan plan = dispatcher.plan(problem(grid, List.of(new Store(battery, 0, 0, 0))), none());
    assertThat(plan.setpointKw()[0][0]).isCloseTo(1.5, within(1e-3));
    assertThat(plan.setpointKw()[0][1]).isCloseTo(-1.5, within(1e-3));
  }

  @Test
  void shouldChargeSlowlyNearFullAndPayForWear() {
    EfficiencyCurve efficiency = EfficiencyCurve.constant(1);
    Battery battery = new Battery("b", "home", 6, 0, 5, 5, 1, 3000);
    BatterySystem system =
        new BatterySystem(battery, efficiency, List.of(new BatterySystem.Taper(13, -2)), 4, 0);
    Connection grid = grid(of(0, 0, 6), of(10, 10, 40));
    Plan plan = plan(grid, system);
    assertThat(device(plan).content()[0][1]).isCloseTo(5, within(1e-6));
    assertThat(device(plan).powerKw()[2]).isCloseTo(-5, within(1e-6));
    BatterySystem slow =
        new BatterySystem(battery, efficiency, List.of(new BatterySystem.Taper(8.5, -2)), 4, 0);
    assertThat(device(plan(grid, slow)).powerKw())
        .containsExactly(of(0.25, 0, -4.25), within(1e-6));
    assertThat(system.storedAfterKwh(6, 5, 1)).as("no room").isEqualTo(6);
    assertThat(system.storedAfterKwh(5, 5, 1)).as("taper of 3 kW").isEqualTo(6);
    Connection flat = grid(of(1, 1, 1), of(10, 10, 14));
    assertThat(device(plan(flat, system)).flowKw()[0]).as("wear 3 + 3 ct").containsOnly(0);
  }

  @Test
  void shouldFollowTheConcaveHullOfAnEfficiencyCurve() {
    EfficiencyCurve curve =
        new EfficiencyCurve(of(0, 1.5, 3.5, 4, 5), of(0.911, 0.911, 0.949, 0.949, 0.922));
    assertThat(curve.at(2.5)).isCloseTo(0.93, within(1e-12));
    Battery battery = new Battery("b", "home", 6.4, 0, 5, 5, 1, 0);
    BatterySystem system = new BatterySystem(battery, curve, List.of(), 0, 0);
    Network network = system.network(new Horizon(START, 3600, 1));
    double storedByHull = 0;
    double power = 0;
    double gainBefore = 1;
    for (Flow flow : network.flows()) {
      if (flow.electricSign() > 0) {
        power += flow.mostKw()[0];
        storedByHull += flow.mostKw()[0] * flow.gain()[0];
        assertThat(flow.gain()[0]).as("concave").isLessThan(gainBefore + 1e-9);
        gainBefore = flow.gain()[0];
      }
    }
    assertThat(power).isCloseTo(5, within(1e-9));
    assertThat(storedByHull).isCloseTo(5 * 0.922, within(1e-9));
  }

  @Test
  void shouldStayWithThePreviousPlanForSmallGains() {
    Connection grid = grid(of(2, 2, 2), of(20, 20.5, 30));
    Battery battery = new Battery("b", "home", 2, 0, 2, 2, 1, 0);
    Store store = new Store(battery, 0, 0, 0);
    PreviousPlan told = new PreviousPlan(START, 3600, Map.of("b", of(0, 2, -2)));
    DispatchProblem free = problem(grid, List.of(store));
    DispatchProblem loyal =
        new DispatchProblem(
            START,
            3600,
            List.of(grid),
            List.of(store),
            List.of(),
            Optional.of(new Loyalty(told, 1)));
    assertThat(dispatcher.plan(free, none()).setpointKw()[0]).containsExactly(2, 0, -2);
    assertThat(dispatcher.plan(loyal, none()).setpointKw()[0]).containsExactly(0, 2, -2);
  }

  /**
   * Every kind of resource, 15, 30 and 60 minutes, islands, limits, charges: plans are physical.
   */
  @Property(tries = 40)
  void shouldPlanWhatTheDevicesCanDo(@ForAll long seed) {
    int seconds = new int[] {900, 1800, 3600}[(int) Math.floorMod(seed, 3L)];
    DispatchProblem problem = RandomSites.of(seed, 12, seconds);
    Plan plan = dispatcher.plan(problem, none());
    assertThat(plan.status()).isIn(Plan.Status.OPTIMAL, Plan.Status.INCUMBENT);
    for (int index = 0; index < problem.devices().size(); index++) {
      Network network = problem.devices().get(index).device().network(problem.horizon());
      requirePhysical(problem, network, plan.details().devices().get(index));
    }
  }

  /** The same linear programme by two solvers that share nothing. */
  @Property(tries = 25)
  void shouldFindTheSameObjectiveAsTheOracle(@ForAll long seed) {
    DispatchProblem problem = RandomSites.of(seed, 8, 3600);
    boolean[][] free = new boolean[problem.stores().size() + problem.devices().size()][8];
    DispatchModel model = new DispatchModel(problem, free);
    LinearSolution one = OrToolsSolver.create().solve(model.model());
    LinearSolution other = new OjAlgoSolver().solve(model.model());
    double expected = model.model().costOf(one.values());
    assertThat(one.bound()).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    assertThat(model.model().costOf(other.values()))
        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
  }

  /** The naive twin of a deferrable load: every start in turn, its profile as load nobody moves. */
  @Property(tries = 25)
  void shouldStartADeferrableLoadWhereItCostsLeast(@ForAll long seed) {
    Random random = new Random(seed);
    int steps = 10;
    double[] profileKw = RandomSites.draw(random, 1 + random.nextInt(4), 0.2, 3);
    int first = random.nextInt(3);
    int last = steps - profileKw.length - random.nextInt(3);
    DeferrableLoad machine =
        new DeferrableLoad(
            "machine",
            profileKw,
            START.plusSeconds(3600L * first),
            START.plusSeconds(3600L * (last + profileKw.length)));
    DispatchProblem without = RandomProblems.of(seed, 1, 1, steps, seed % 2 == 0);
    DispatchProblem with =
        new DispatchProblem(
            without.start(),
            without.stepSeconds(),
            without.connections(),
            without.stores(),
            List.of(new PlacedDevice(machine, 0)),
            Optional.empty());
    Dispatcher sure = new Dispatcher(OrToolsSolver.create(new SearchBudget(20_000, 1e-9)));
    double least = Double.POSITIVE_INFINITY;
    for (int start = first; start <= last; start++) {
      double[] load = without.connections().get(0).baseKw().clone();
      for (int i = 0; i < profileKw.length; i++) {
        load[start + i] += profileKw[i];
      }
      least = Math.min(least, sure.plan(without.withLoad(load), none()).objectiveMilliCent());
    }
    // Ties between starts are broken by less than a thousandth of a cent each.
    assertThat(sure.plan(with, none()).objectiveMilliCent())
        .isBetween(least - 1e-2, least + 10 + 1e-6 * Math.abs(least));
  }

  private static void requirePhysical(DispatchProblem problem, Network network, DevicePlan plan) {
    for (int tank = 0; tank < network.tanks().size(); tank++) {
      Tank held = network.tanks().get(tank);
      double content = held.initial();
      for (int step = 0; step < problem.steps(); step++) {
        content = held.retention() * content + held.inflow()[step];
        for (int f = 0; f < network.flows().size(); f++) {
          Flow flow = network.flows().get(f);
          double kw = plan.flowKw()[f][step];
          assertThat(kw).isBetween(0.0, flow.mostKw()[step] + 1e-6);
          content += flow.tank() == tank ? problem.stepHours() * kw * flow.gain()[step] : 0;
        }
        assertThat(plan.content()[tank][step])
            .isCloseTo(content, within(1e-5 * Math.max(1, Math.abs(content))));
        assertThat(content).isGreaterThan(held.lower()[step] - plan.missed()[tank][step] - 1e-5);
        assertThat(content).isLessThan(held.upper()[step] + plan.missed()[tank][step] + 1e-5);
      }
    }
    for (int step = 0; step < problem.steps(); step++) {
      for (Network.Exclusive groups : network.exclusive()) {
        assertThat(Math.min(sum(plan, groups.one(), step), sum(plan, groups.other(), step)))
            .isLessThan(1e-5);
      }
    }
  }

  private static double sum(DevicePlan plan, List<Integer> flows, int step) {
    return flows.stream().mapToDouble(f -> plan.flowKw()[f][step]).sum();
  }

  private static ElectricVehicle car(
      Optional<Instant> arrival, int leavesAfter, double stored, double needed, boolean v2g) {
    Instant departure = START.plusSeconds(leavesAfter * 3600L);
    return new ElectricVehicle(CAR, arrival, departure, stored, needed, v2g, 100, 0);
  }

  private static DevicePlan device(Plan plan) {
    return plan.details().devices().get(0);
  }

  private Plan plan(Connection grid, Device device) {
    return dispatcher.plan(
        new DispatchProblem(
            START,
            3600,
            List.of(grid),
            List.of(),
            List.of(new PlacedDevice(device, 0)),
            Optional.empty()),
        none());
  }

  private static DispatchProblem problem(Connection grid, List<Store> stores) {
    return new DispatchProblem(START, 3600, List.of(grid), stores);
  }

  private static Optional<PreviousPlan> none() {
    return Optional.empty();
  }

  private static Connection grid(double[] base, double[] imports) {
    double[] exports = new double[base.length];
    Arrays.fill(exports, 4);
    return Connection.of("g", base, imports, exports);
  }

  private static double[] of(double... values) {
    return values;
  }
}
