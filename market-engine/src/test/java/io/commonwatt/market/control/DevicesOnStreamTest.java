package io.commonwatt.market.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.dispatch.ControlAction;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.coordination.MarketRuns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Cars, heat pumps, hot water and flexible loads under control, each with its plant. */
class DevicesOnStreamTest {

  private static final MarketRuns VILLAGE = MarketRuns.village(3, 2, 3600, 5);
  private static final Instant START = VILLAGE.start();
  private static final ControlSettings HOURLY = ControlSettings.defaults();

  /** 18:00 and 7:00 of London's summer. */
  private static final Instant ARRIVAL = START.plus(Duration.ofHours(17));

  private static final Instant DEPARTURE = START.plus(Duration.ofHours(30));

  /** A run begins within a stay of the night before; it ends then. */
  private static final Instant MORNING = START.plus(Duration.ofHours(6));

  @Test
  void shouldChargeACarWhileItIsThereToWhatItNeeds() {
    List<ControlAction> car = of("car", car(Devices.COMMUTER), List.of());
    double chargedKwh = 0;
    double storedKwh = 0;
    for (ControlAction action : car) {
      boolean there = !action.start().isBefore(ARRIVAL) && action.start().isBefore(DEPARTURE);
      if (!there && !action.start().isBefore(MORNING) && action.start().isBefore(DEPARTURE)) {
        assertThat(action.doneKw()).as("%s", action.start()).isZero();
      } else if (there) {
        chargedKwh += action.doneKw();
        storedKwh = action.storedAfterKwh();
      }
    }
    assertThat(storedKwh).as("30 kWh on departure").isCloseTo(30, within(0.02));
    assertThat(chargedKwh).isCloseTo(18 / Math.sqrt(0.9), within(0.02));
    assertThat(car).extracting(ControlAction::givenUp).containsOnly("");
    // The tariff's cheap hours are those of the night, from midnight to seven.
    assertThat(
            car.stream()
                .filter(action -> !action.start().isBefore(MORNING))
                .filter(action -> action.start().isBefore(START.plus(Duration.ofHours(23))))
                .mapToDouble(ControlAction::doneKw)
                .sum())
        .isLessThan(0.05);
  }

  @Test
  void shouldPlanForACarThatNeverArrivesOnlyUntilItIsMissed() {
    List<Travelling> away = List.of(telemetry("car", START, Double.NaN));
    List<ControlAction> car = of("car", car(Devices.COMMUTER), away);
    assertThat(car).allSatisfy(action -> assertThat(action.doneKw()).isZero());
    for (ControlAction action : car) {
      boolean missed =
          action.start().isBefore(MORNING)
              || (!action.start().isBefore(ARRIVAL) && action.start().isBefore(DEPARTURE))
              || !action.start().isBefore(ARRIVAL.plus(Duration.ofDays(1)));
      assertThat(action.givenUp())
          .as("%s", action.start())
          .isEqualTo(missed ? "car: expected, not there" : "");
    }
    List<Schedule> plans = list(run(car(Devices.COMMUTER), HOURLY, away), Schedule.class);
    List<Schedule> expecting =
        plans.stream()
            .filter(plan -> plan.resource().equals("car") && plan.start().isBefore(ARRIVAL))
            .toList();
    assertThat(expecting).isNotEmpty();
    Schedule last = expecting.get(expecting.size() - 1);
    double plannedKwh = 0;
    for (double kw : last.setpointKw()) {
      plannedKwh += kw;
    }
    assertThat(plannedKwh).as("planned while it is expected").isGreaterThan(15);
  }

  @Test
  void shouldChargeALateCarFromWhatItBrings() {
    Instant late = START.plus(Duration.ofHours(20)).plusSeconds(1200);
    List<ControlAction> car =
        of(
            "car",
            car(Devices.COMMUTER),
            List.of(
                telemetry("car", START, Double.NaN),
                // A charger whose clock is decades ahead hides nothing of what is reported rightly.
                new DeviceTelemetry(
                    "car",
                    Instant.parse("2099-01-01T00:00:00Z"),
                    0,
                    Double.NaN,
                    START,
                    VILLAGE.placement()),
                telemetry("car", late, 25)));
    ControlAction first =
        car.stream().filter(action -> !action.start().isBefore(late)).findFirst().orElseThrow();
    assertThat(first.storedBeforeKwh()).isCloseTo(25, within(1e-6));
    assertThat(first.correctedKwh()).isCloseTo(25 - 12, within(1e-6));
    double stored = 0;
    for (ControlAction action : car) {
      stored = action.start().isBefore(DEPARTURE) ? action.storedAfterKwh() : stored;
    }
    assertThat(stored).isCloseTo(30, within(0.02));
  }

  @Test
  void shouldSayWhatACarLeftWithout() {
    DeviceUse.Vehicle greedy = new DeviceUse.Vehicle(4 * 60, 6 * 60, 0, 40, false);
    List<ControlAction> car = of("car", car(greedy), List.of());
    assertThat(car)
        .anyMatch(action -> action.givenUp().endsWith("car: left with 14.0 of 40.0 kWh"))
        .anyMatch(
            action -> action.givenUp().startsWith("car: stored misses its wish by 25.96 kWh"));
    assertThat(car.stream().filter(action -> action.doneKw() > 7.3)).hasSizeGreaterThan(2);
  }

  @Test
  void shouldKeepABuildingWarmByTheForecastOfTheAir() {
    MarketRuns village = VILLAGE.with(List.of(Devices.heatPump("pump", "home02")));
    List<Travelling> records = records(village, 5);
    records.addAll(village.weather());
    List<ControlAction> pump = of("pump", run(village.registry(), HOURLY, records));
    assertThat(pump).hasSize(2 * 24 + 1);
    double heatKwh = 0;
    for (ControlAction action : pump) {
      // 18 kWh between 20 and 23 °C.
      assertThat(action.capacityKwh()).isCloseTo(18, within(1e-9));
      assertThat(action.storedAfterKwh()).isBetween(-0.01, 18.01);
      assertThat(action.status()).isEqualTo("optimal");
      heatKwh += 3 * action.doneKw();
    }
    // Two days, 20 °C inside against 4.8 °C outside on average, .2 kW a degree.
    assertThat(heatKwh).isBetween(100.0, 190.0);
    assertThat(pump.stream().mapToDouble(ControlAction::doneKw).distinct().count())
        .as("heats more in some hours than in others")
        .isGreaterThan(5);
    DispatchStep without = new DispatchStep(car(Devices.COMMUTER), HOURLY);
    assertThat(without.readsWeather()).isFalse();
    assertThat(without.reads(village.weather().get(0))).isFalse();
    assertThat(new DispatchStep(village.registry(), HOURLY).readsWeather()).isTrue();
  }

  @Test
  void shouldServeWaterAndLaundryEveryDay() {
    MarketRuns village = VILLAGE.with(Devices.ofEachKind());
    List<Travelling> records = records(village, 5);
    records.addAll(village.weather());
    List<Travelling> outputs = run(village.registry(), HOURLY, records);
    for (ControlAction action : of("hot-water", outputs)) {
      assertThat(action.storedAfterKwh()).isBetween(0.0, action.capacityKwh());
    }
    double waterKwh = of("hot-water", outputs).stream().mapToDouble(ControlAction::doneKw).sum();
    // 6 kWh are drawn a day; it begins half full and a tank holds 11.6.
    assertThat(waterKwh).isBetween(12.25 - 5.9, 12.25 + 11.7);
    double laundryKwh = 0;
    for (ControlAction action : of("laundry", outputs)) {
      int clock = action.start().atZone(ZoneId.of("Europe/London")).getHour();
      assertThat(action.doneKw()).isBetween(0.0, clock >= 9 && clock < 17 ? 2.0 : 0.0);
      laundryKwh += action.doneKw();
    }
    assertThat(laundryKwh).isCloseTo(6, within(0.01));
    assertThat(list(outputs, Schedule.class))
        .extracting(Schedule::resource)
        .contains("car", "heat-pump", "hot-water", "laundry", "washer", "battery-home00");
    assertThat(list(outputs, Schedule.class))
        .filteredOn(plan -> plan.resource().equals("heat-pump"))
        .allSatisfy(plan -> assertThat(plan.why()).containsAnyOf("heat: energy", "off: energy"));
  }

  @Test
  void shouldRunAMachineThroughItsProfileOnceANightWhereItIsCheapest() {
    double[] profileKw = {2, 2, 0.1, 0.1, 0.5, 0.5};
    DeviceUse.Deferrable use =
        new DeviceUse.Deferrable(List.of(2.0, 0.1, 0.5), 30, 20 * 60, 7 * 60);
    Registry registry = VILLAGE.with(List.of(Devices.washer("home01", use))).registry();
    List<Travelling> outputs = run(registry, HOURLY.replanned(900), List.of());
    List<ControlAction> washer = of("washer", outputs);
    List<Instant> starts = new ArrayList<>();
    double expectedKwh = 0;
    for (int i = 0; i < washer.size(); i++) {
      ControlAction action = washer.get(i);
      int clock = action.start().atZone(ZoneId.of("Europe/London")).getHour();
      assertThat(action.doneKw()).as("%s", action).isCloseTo(action.setpointKw(), within(4e-3));
      assertThat(action.capacityKwh()).isCloseTo(1.3, within(1e-9));
      if (action.doneKw() > 0 && (i == 0 || washer.get(i - 1).doneKw() == 0)) {
        starts.add(action.start());
        for (int quarter = 0;
            quarter < profileKw.length && i + quarter < washer.size();
            quarter++) {
          ControlAction running = washer.get(i + quarter);
          assertThat(running.start()).isEqualTo(action.start().plusSeconds(900L * quarter));
          assertThat(running.doneKw()).isCloseTo(profileKw[quarter], within(4e-3));
          expectedKwh += profileKw[quarter] / 4;
        }
      }
      // The tariff's cheap hours are those of the night, from midnight to seven.
      assertThat(action.doneKw()).as("%s", action).isBetween(0.0, clock < 7 ? 2.01 : 0.0);
    }
    assertThat(starts).hasSizeBetween(2, 3);
    assertThat(washer.stream().mapToDouble(ControlAction::doneKw).sum() / 4)
        .isCloseTo(expectedKwh, within(1e-9));
    assertThat(expectedKwh).as("the last may be cut by the end").isGreaterThanOrEqualTo(2.6);
    assertThat(washer).extracting(ControlAction::givenUp).containsOnly("");
    List<Schedule> plans =
        list(outputs, Schedule.class).stream()
            .filter(plan -> plan.resource().equals("washer"))
            .toList();
    assertThat(plans).allSatisfy(plan -> assertThat(plan.status()).isEqualTo("optimal"));
    assertThat(plans)
        .extracting(Schedule::why)
        .anyMatch(
            why -> why.matches(".*off: energy [0-9.]+ ct; waits for 2?[0-9:]+Z at [0-9.]+ ct"))
        .anyMatch(why -> why.contains("runs its profile: energy"));
    for (Schedule plan : plans) {
      assertThat(plan.stateOfChargeKwh()[plan.stateOfChargeKwh().length - 1])
          .as("%s", plan.start())
          .isBetween(0.0, 1.3 + 1e-9);
    }
  }

  @Test
  void shouldSayThatAMachineFoundNoTimeToRun() {
    // A run of 90 minutes in a window of as many: hourly plans never begin with it.
    DeviceUse.Deferrable late =
        new DeviceUse.Deferrable(List.of(1.0, 1.0), 45, 9 * 60 + 15, 10 * 60 + 45);
    Registry registry = VILLAGE.with(List.of(Devices.washer("home01", late))).registry();
    List<ControlAction> hourly = of("washer", run(registry, HOURLY, List.of()));
    assertThat(hourly).hasSizeBetween(1, 2);
    assertThat(hourly).extracting(ControlAction::givenUp).containsOnly("washer: did not run");
    assertThat(hourly).extracting(ControlAction::doneKw).containsOnly(0.0);
    List<ControlAction> quarterly = of("washer", run(registry, HOURLY.replanned(900), List.of()));
    assertThat(quarterly.stream().mapToDouble(ControlAction::doneKw).sum() / 4)
        .isCloseTo(3, within(1e-9));
  }

  /** The plant does what was decided, within a Wh, and nothing comes from nothing. */
  @Property(tries = 3)
  void shouldDecideWhatTheDevicesCanHold(@ForAll long seed) {
    Random random = new Random(seed);
    DeviceUse.Vehicle use =
        new DeviceUse.Vehicle(
            random.nextInt(1440),
            random.nextInt(1440),
            random.nextInt(41),
            random.nextInt(41),
            random.nextBoolean());
    List<Resource> devices = new ArrayList<>(Devices.ofEachKind());
    if (use.arrivalMinute() != use.departureMinute()) {
      devices.set(0, Devices.car("car", "home01", use));
    }
    MarketRuns village = MarketRuns.village(3, 1, 3600, seed).with(devices);
    int replan = new int[] {900, 1800, 3600}[random.nextInt(3)];
    List<Travelling> records = records(village, random.nextInt(4));
    records.addAll(village.weather());
    for (int hour = 1; hour < 24; hour += 1 + random.nextInt(12)) {
      Instant at = village.start().plusSeconds(3600L * hour + random.nextInt(3600));
      records.add(telemetry("car", at, random.nextBoolean() ? Double.NaN : random.nextInt(45)));
    }
    Map<String, Double> last = new TreeMap<>();
    for (ControlAction action :
        list(run(village.registry(), HOURLY.replanned(replan), records), ControlAction.class)) {
      if (action.resource().startsWith("battery")) {
        continue;
      }
      double hours = replan / 3600.0;
      String what = "seed " + seed + ' ' + action;
      boolean car = action.resource().equals("car");
      // A car that came or left between two plans holds what its own limits allow.
      if (!car) {
        assertThat(action.doneKw())
            .as(what)
            .isCloseTo(action.setpointKw(), within(1.6e-3 / hours + 1e-3));
        Double before = last.put(action.resource(), action.storedAfterKwh());
        boolean daily = action.resource().equals("laundry") || action.resource().equals("washer");
        if (before != null && !daily) {
          assertThat(action.storedBeforeKwh()).as(what).isCloseTo(before, within(1e-9));
        }
      } else {
        double storedKwh = action.storedAfterKwh() - action.storedBeforeKwh();
        double wantedKwh = action.doneKw() * hours;
        double factor = wantedKwh > 0 ? Math.sqrt(0.9) : 1 / Math.sqrt(0.9);
        assertThat(storedKwh).as(what).isCloseTo(wantedKwh * factor, within(2e-6));
        assertThat(Math.abs(action.doneKw()))
            .as(what)
            .isLessThanOrEqualTo(Math.abs(action.setpointKw()) + 1e-3 / hours);
      }
    }
  }

  @Test
  void shouldGiveTheSameInAnyOrderAndFromSavedState() throws IOException {
    MarketRuns village = VILLAGE.with(Devices.ofEachKind());
    List<Travelling> records = records(village, 4);
    records.addAll(village.weather());
    records.add(telemetry("car", ARRIVAL.plusSeconds(900), 9));
    records.add(telemetry("car", DEPARTURE.plusSeconds(100), Double.NaN));
    records.add(telemetry("hot-water", START.plusSeconds(40_000), 7));
    List<String> expected = texts(run(village.registry(), HOURLY, records));
    Collections.shuffle(records, new Random(3));
    assertThat(texts(run(village.registry(), HOURLY, records))).isEqualTo(expected);

    DispatchStep step = new DispatchStep(village.registry(), HOURLY);
    ControlState state = step.initialState(village.placement());
    records.sort(Inputs.ORDER);
    List<Travelling> outputs = new ArrayList<>();
    int next = 0;
    for (Instant at = START; !at.isAfter(village.end()); at = at.plusSeconds(3600)) {
      List<Travelling> inputs = new ArrayList<>();
      for (; next < records.size() && !records.get(next).knownAt().isAfter(at); next++) {
        if (step.reads(records.get(next))) {
          inputs.add(records.get(next));
        }
      }
      step.step(state, at, inputs, outputs::add);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      step.stateCodec().write(state, new DataOutputStream(bytes));
      state =
          step.stateCodec()
              .read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
    assertThat(texts(outputs)).isEqualTo(expected);
  }

  private static Registry car(DeviceUse.Vehicle use) {
    return VILLAGE.with(List.of(Devices.car("car", "home01", use))).registry();
  }

  private static List<Travelling> records(MarketRuns village, int scenarios) {
    List<Travelling> records = new ArrayList<>(village.records());
    if (scenarios > 0) {
      records.addAll(village.scenarios(scenarios));
    }
    return records;
  }

  private static DeviceTelemetry telemetry(String resource, Instant at, double storedKwh) {
    return new DeviceTelemetry(resource, at, 0, storedKwh, at, VILLAGE.placement());
  }

  private static List<ControlAction> of(
      String resource, Registry registry, List<Travelling> telemetry) {
    return of(resource, run(registry, HOURLY, telemetry));
  }

  private static List<ControlAction> of(String resource, List<Travelling> outputs) {
    return list(outputs, ControlAction.class).stream()
        .filter(action -> action.resource().equals(resource))
        .toList();
  }

  /** A run of the village's own records with more. */
  private static List<Travelling> run(
      Registry registry, ControlSettings settings, List<Travelling> more) {
    List<Travelling> records = more.size() > 10 ? more : records(VILLAGE, 5);
    if (records != more) {
      records.addAll(more);
    }
    DispatchStep step = new DispatchStep(registry, settings);
    StepDriver<ControlState> driver = new StepDriver<>(step);
    for (Travelling record : records) {
      if (step.reads(record)) {
        driver.file(VILLAGE.placement(), record);
      }
    }
    List<Travelling> outputs = new ArrayList<>();
    Instant end = records.stream().map(Travelling::knownAt).max(Instant::compareTo).orElseThrow();
    driver.advanceTo(end, outputs::add);
    return outputs;
  }

  private static <T extends Travelling> List<T> list(List<Travelling> outputs, Class<T> type) {
    return outputs.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<String> texts(List<Travelling> outputs) {
    List<String> texts = new ArrayList<>();
    for (Travelling output : outputs) {
      texts.add(
          output instanceof Schedule schedule
              ? schedule.id() + schedule.why() + schedule.objectiveMilliCent()
              : output.toString());
    }
    return texts;
  }
}
