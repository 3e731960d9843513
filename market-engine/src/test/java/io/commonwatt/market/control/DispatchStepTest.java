package io.commonwatt.market.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.DispatchScope;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.dispatch.ControlAction;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.Trade;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.coordination.MarketRuns;
import io.commonwatt.market.resource.PlantModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DispatchStepTest {

  private static final MarketRuns VILLAGE = MarketRuns.village(4, 3, 1800, 5);
  private static final Instant START = VILLAGE.start();
  private static final ControlSettings HOURLY = ControlSettings.defaults();
  private static final String BATTERY = "battery-home00";

  @Test
  void shouldPublishASchedulePlanAndReasonOfEveryStoreAtEveryReplan() {
    List<Travelling> outputs = run(VILLAGE.registry(), HOURLY.replanned(900), all(10));
    List<Schedule> schedules = list(outputs, Schedule.class);
    List<ControlAction> actions = list(outputs, ControlAction.class);
    assertThat(schedules).hasSameSizeAs(actions).hasSize(2 * (3 * 24 * 4 + 1));
    for (Schedule schedule : schedules) {
      assertThat(schedule.strategy()).isEqualTo("dispatch");
      assertThat(schedule.status()).isEqualTo("optimal");
      assertThat(schedule.setpointKw()).hasSize(24);
      assertThat(schedule.dualCertificate())
          .isCloseTo(
              schedule.objectiveMilliCent(),
              within(1e-6 * Math.max(1000, Math.abs(schedule.objectiveMilliCent()))));
      assertThat(schedule.why())
          .matches("(charges|discharges|idle): energy .* ct, stored worth .*; .*; .*");
    }
    assertThat(actions).extracting(ControlAction::forecast).containsOnly("fresh");
    assertThat(actions)
        .extracting(ControlAction::scenarios)
        .containsOnly(ControlSettings.DEFAULT_SCENARIOS);
    assertThat(actions).anyMatch(action -> action.doneKw() > 1).anyMatch(a -> a.doneKw() < -0.5);
  }

  /** In closed loop the plant does what was decided and goes on from what it did. */
  @Property(tries = 6)
  void shouldDecideWhatThePlantCanHold(@ForAll long seed) {
    Random random = new Random(seed);
    MarketRuns village =
        MarketRuns.village(
            1 + random.nextInt(4), 2, new int[] {900, 1800, 3600}[random.nextInt(3)], seed);
    int replan = new int[] {300, 900, 1800, 3600}[random.nextInt(4)];
    ControlSettings settings = HOURLY.replanned(replan).hedgedOver(random.nextInt(8));
    List<Travelling> records = new ArrayList<>(village.records());
    records.addAll(village.scenarios(6));
    Map<String, ControlAction> last = new TreeMap<>();
    for (ControlAction action :
        list(run(village.registry(), settings, records), ControlAction.class)) {
      double hours = replan / 3600.0;
      assertThat(action.doneKw())
          .as("seed %d %s", seed, action)
          .isCloseTo(action.setpointKw(), within(0.6e-3 / hours + 1e-3));
      assertThat(action.storedAfterKwh()).isBetween(0.0, action.capacityKwh());
      double storedKwh = action.storedAfterKwh() - action.storedBeforeKwh();
      assertThat(storedKwh).isLessThanOrEqualTo(action.doneKw() * hours + 1e-6);
      assertThat(storedKwh)
          .isGreaterThanOrEqualTo(
              Math.min(action.doneKw() * 1.2, action.doneKw() * 0.9) * hours - 1e-4);
      ControlAction before = last.put(action.resource(), action);
      if (before != null) {
        assertThat(action.storedBeforeKwh()).isEqualTo(before.storedAfterKwh());
        assertThat(action.capacityKwh()).isLessThanOrEqualTo(before.capacityKwh());
      }
    }
    assertThat(last).isNotEmpty();
  }

  @Test
  void shouldSayThatForecastsAreStaleOrMissing() {
    List<Travelling> records = new ArrayList<>();
    Instant lost = START.plus(Duration.ofHours(30));
    for (Travelling record : all(10)) {
      if (!(record instanceof Forecast) || record.knownAt().isBefore(lost)) {
        records.add(record);
      }
    }
    List<ControlAction> actions =
        list(run(VILLAGE.registry(), HOURLY, records), ControlAction.class);
    for (ControlAction action : actions) {
      long hour = Duration.between(START, action.start()).toHours();
      // Issued at 0, 6, …, 24 h; used for twelve hours.
      String expected = hour <= 36 ? "fresh" : "stale";
      assertThat(action.forecast()).as("hour %d", hour).isEqualTo(expected);
      assertThat(action.forecastAgeSeconds()).isEqualTo(3600 * (hour <= 24 ? hour % 6 : hour - 24));
      assertThat(action.status()).isEqualTo("optimal");
    }
    List<Schedule> schedules = list(run(VILLAGE.registry(), HOURLY, records), Schedule.class);
    assertThat(schedules.get(schedules.size() - 1).why())
        .startsWith("forecast stale by 48 h, as on the last known day: ");

    records.removeIf(Forecast.class::isInstance);
    List<Travelling> blind = run(VILLAGE.registry(), HOURLY, records);
    assertThat(list(blind, ControlAction.class))
        .extracting(ControlAction::forecast)
        .containsOnly("missing");
    assertThat(list(blind, Schedule.class).get(0).why()).startsWith("no forecast, as on");
    // The last known day stands in: after a day it plans almost as with forecasts.
    assertThat(list(blind, ControlAction.class)).anyMatch(action -> action.doneKw() < -0.3);
  }

  @Test
  void shouldGoOnFromWhatADeviceReports() {
    List<Travelling> records = all(0);
    Instant at = START.plus(Duration.ofHours(20));
    records.add(telemetry(at, 6.5, at.plusSeconds(5)));
    Instant later = START.plus(Duration.ofMinutes(30 * 60 + 20));
    records.add(telemetry(later, 2, later));
    Instant tooOld = START.plus(Duration.ofHours(33));
    records.add(telemetry(tooOld, 1, tooOld.plus(Duration.ofHours(5))));
    // A device whose clock is decades ahead hides nothing of what is reported rightly.
    records.add(telemetry(Instant.parse("2099-01-01T00:00:00Z"), 9, at.minusSeconds(7200)));
    Map<Instant, ControlAction> actions = new TreeMap<>();
    for (ControlAction action :
        list(run(VILLAGE.registry(), HOURLY, records), ControlAction.class)) {
      if (action.resource().equals(BATTERY)) {
        actions.put(action.start(), action);
      }
    }
    // Known after the plan of its hour: carried on to the next by the power that was held.
    ControlAction before = actions.get(at);
    ControlAction corrected = actions.get(at.plus(Duration.ofHours(1)));
    assertThat(before.correctedKwh()).isZero();
    assertThat(corrected.correctedKwh()).isNotZero();
    double moved = before.storedAfterKwh() - before.storedBeforeKwh();
    assertThat(corrected.storedBeforeKwh()).isCloseTo(Math.max(0, 6.5 + moved), within(0.2));
    ControlAction half = actions.get(START.plus(Duration.ofHours(31)));
    ControlAction held = actions.get(START.plus(Duration.ofHours(30)));
    double rest = (held.storedAfterKwh() - held.storedBeforeKwh()) * 2 / 3;
    assertThat(half.storedBeforeKwh()).isCloseTo(Math.max(0, 2 + rest), within(0.2));
    long corrections = actions.values().stream().filter(a -> a.correctedKwh() != 0).count();
    assertThat(corrections).isEqualTo(2);
  }

  @Test
  void shouldKeepWhatAHomeSoldAndShowWhatFallsShort() {
    Registry registry = live(VILLAGE.registry());
    Instant evening = START.plus(Duration.ofHours(44));
    List<ControlAction> free = at(evening, run(registry, HOURLY, all(10)));
    List<Travelling> sold = all(10);
    sold.add(clearing(evening, 700));
    List<ControlAction> promised = at(evening, run(registry, HOURLY, sold));
    assertThat(free.get(0).committedWh()).isZero();
    assertThat(promised.get(0).committedWh()).isEqualTo(-700);
    double exportKw = -(promised.get(0).netKw() + promised.get(0).doneKw());
    assertThat(exportKw).as("sold .7 kWh for the hour").isGreaterThan(0.69);
    assertThat(promised.get(0).shortWh()).isLessThan(10);

    List<Travelling> tooMuch = all(10);
    tooMuch.add(clearing(evening, 60_000));
    ControlAction shortOf = at(evening, run(registry, HOURLY, tooMuch)).get(0);
    assertThat(shortOf.doneKw()).as("gives what it has").isLessThan(-0.5);
    double missing = 60 + shortOf.netKw() + shortOf.setpointKw();
    assertThat(shortOf.shortWh() / 1000.0).isCloseTo(missing, within(0.2));
    assertThat(shortOf.givenUp()).contains("home00");
  }

  @Test
  void shouldHoldReadyWhatAHomeSoldAsReserve() {
    Registry registry = live(VILLAGE.registry());
    ControlSettings quarterly = HOURLY.replanned(900);
    List<Travelling> free = run(registry, quarterly, all(10));
    Instant evening = START;
    double soldKw = 0;
    double most = 0;
    for (int hour = 1; hour < 47; hour++) {
      Instant at = START.plus(Duration.ofHours(hour));
      double before = at(at, free).get(0).storedBeforeKwh();
      double after = at(at.plusSeconds(2700), free).get(0).storedAfterKwh();
      // Less than it could give for an hour, more than it has left where nothing was sold.
      double ready = Math.min(3.5, 0.85 * before);
      if (ready - after > most) {
        most = ready - after;
        evening = at;
        soldKw = ready;
      }
    }
    assertThat(most).as("would have less left").isGreaterThan(0.2);
    long soldWh = (long) (1000 * soldKw);
    List<Travelling> sold = all(10);
    sold.add(reserve(evening, soldWh));
    List<Travelling> outputs = run(registry, quarterly, sold);
    List<Instant> quarters = new ArrayList<>();
    for (int quarter = 0; quarter < 4; quarter++) {
      Instant at = evening.plusSeconds(900L * quarter);
      quarters.add(at);
      ControlAction held = at(at, outputs).get(0);
      assertThat(held.committedWh()).isZero();
      assertThat(held.givenUp()).isEmpty();
      assertThat(held.storedAfterKwh()).as("an hour of it").isGreaterThan(soldKw);
      assertThat(held.doneKw()).isGreaterThan(-(4 - soldKw) - 5e-3);
    }
    assertThat(list(outputs, Schedule.class))
        .filteredOn(plan -> plan.resource().equals(BATTERY))
        .filteredOn(plan -> plan.why().contains(" kW ready, "))
        .extracting(Schedule::start)
        .isEqualTo(quarters);
    assertThat(at(evening.plusSeconds(3600), outputs).get(0).doneKw())
        .as("given back to the home")
        .isNegative();

    List<Travelling> tooMuch = all(10);
    tooMuch.add(reserve(evening, 60_000));
    ControlAction shortOf = at(evening, run(registry, HOURLY, tooMuch)).get(0);
    assertThat(shortOf.doneKw()).as("keeps what it has").isNotNegative();
    assertThat(shortOf.givenUp()).containsPattern("home00: 5[0-9.]+ of 60.00 kW sold as reserve");
  }

  /** What the exchange sells for the hour is on the topic before the hour, and is held ready. */
  @Test
  void shouldHoldReadyWhatTheExchangeSold() {
    CommunityFile file = VILLAGE.registry().file();
    Registry registry =
        with(
            file,
            file.communities(),
            file.feeders(),
            List.of(new StrategyPeriod("exchange/services", "*", true, Instant.MIN, Instant.MAX)));
    List<Travelling> outputs = VILLAGE.of(registry).plain(all(0), HOURLY);
    Map<String, Long> soldWh = new TreeMap<>();
    for (Clearing clearing : list(outputs, Clearing.class)) {
      assertThat(clearing.mechanism()).isEqualTo(Clearing.RESERVE);
      for (Trade trade : clearing.trades()) {
        assertThat(trade.quantityWh()).isPositive();
        soldWh.put(trade.seller() + clearing.start(), trade.quantityWh());
      }
    }
    assertThat(soldWh).hasSizeGreaterThan(10);
    int held = 0;
    for (ControlAction action : list(outputs, ControlAction.class)) {
      double soldKwh = soldWh.getOrDefault(action.usagePoint() + action.start(), 0L) / 1000.0;
      assertThat(action.committedWh()).isZero();
      boolean missed = action.givenUp().contains("sold as reserve");
      if (soldKwh > 0 && !missed) {
        held++;
        assertThat(action.storedAfterKwh()).as("%s", action).isGreaterThan(soldKwh);
      }
    }
    assertThat(held).isGreaterThan(10);
  }

  private static Clearing reserve(Instant start, long wh) {
    return new Clearing(
        VILLAGE.placement(),
        "auction",
        Clearing.RESERVE,
        start,
        3600,
        "TRADED",
        1_000L,
        wh,
        0,
        0,
        List.of(new Trade("hub", "home00", wh, 1_000)),
        start);
  }

  /** What neighbours sign is on the topic when it is signed, and is kept like a trade. */
  @Test
  void shouldKeepWhatWasSignedWithNeighbours() {
    CommunityFile file = VILLAGE.registry().file();
    Registry registry =
        with(
            file,
            file.communities(),
            file.feeders(),
            List.of(new StrategyPeriod("contracts", "*", true, Instant.MIN, Instant.MAX)));
    MarketRuns village = VILLAGE.of(registry);
    List<Travelling> outputs = village.plain(all(0), HOURLY);
    Map<Instant, Clearing> signed = new TreeMap<>();
    list(outputs, Clearing.class).forEach(clearing -> signed.put(clearing.start(), clearing));
    int sold = 0;
    for (ControlAction action : list(outputs, ControlAction.class)) {
      long boughtWh = 0;
      for (Trade trade : signed.get(action.start()).trades()) {
        boughtWh += trade.buyer().equals(action.usagePoint()) ? trade.quantityWh() : 0;
        boughtWh -= trade.seller().equals(action.usagePoint()) ? trade.quantityWh() : 0;
      }
      assertThat(action.committedWh()).as("%s", action.start()).isEqualTo(boughtWh);
      double fedInKw = -(action.netKw() + action.setpointKw());
      if (boughtWh < 0) {
        sold++;
        double promisedKw = (-boughtWh - action.shortWh()) / 1000.0;
        assertThat(fedInKw).as("%s", action).isGreaterThan(promisedKw - 2e-3);
      }
    }
    assertThat(sold).as("hours in which a home had sold").isGreaterThan(3);
    assertThat(list(outputs, Clearing.class))
        .filteredOn(clearing -> clearing.tradedWh() > 0)
        .allSatisfy(clearing -> assertThat(clearing.welfareMicroCent()).isNotNegative());
  }

  @Test
  void shouldPlanACommunityWithinWhatItsFeedersCarry() {
    Registry together = scoped(VILLAGE.registry(), 3.0);
    List<ControlAction> actions = list(run(together, HOURLY, all(0)), ControlAction.class);
    assertThat(actions).extracting(ControlAction::scope).containsOnly("community");
    Map<Instant, Double> netKw = new TreeMap<>();
    for (ControlAction action : actions) {
      netKw.merge(action.start(), action.doneKw(), Double::sum);
    }
    for (ControlAction action : actions) {
      double net = action.netKw() + netKw.get(action.start());
      assertThat(Math.abs(net)).isLessThanOrEqualTo(Math.max(3.01, Math.abs(action.netKw())));
    }
    assertThat(actions).anyMatch(action -> action.doneKw() > 0.5);
  }

  @Test
  void shouldPlanTheMeanWhereItIsToBeTakenForCertain() {
    ControlSettings certain = HOURLY.hedged(Hedging.CERTAINTY_EQUIVALENT, 0);
    List<ControlAction> hedged =
        list(run(VILLAGE.registry(), HOURLY, all(10)), ControlAction.class);
    List<ControlAction> mean = list(run(VILLAGE.registry(), certain, all(10)), ControlAction.class);
    assertThat(mean).extracting(ControlAction::scenarios).containsOnly(0);
    assertThat(mean).extracting(ControlAction::status).containsOnly("optimal");
    assertThat(mean).hasSameSizeAs(hedged);
    assertThat(mean.stream().mapToDouble(ControlAction::setpointKw).toArray())
        .isNotEqualTo(hedged.stream().mapToDouble(ControlAction::setpointKw).toArray());
  }

  /** With five scenarios the upper end of the band is the greatest of them. */
  @Test
  void shouldChargeOnlyWhatALimitLeavesInEveryScenarioWhereItIsToBeKeptForSure() {
    Registry together = scoped(VILLAGE.registry(), 3.0);
    ControlSettings certain = HOURLY.hedged(Hedging.CERTAINTY_EQUIVALENT, 0);
    assertThat(mostWhileChargingKw(together, certain)).isGreaterThan(3.02);
    for (Hedging hedging : Hedging.values()) {
      assertThat(mostWhileChargingKw(together, HOURLY.hedged(hedging, 1)))
          .as("%s", hedging)
          .isBetween(2.0, 3.005);
    }
  }

  /** The greatest net load of a scenario while stores charge, kW. */
  private static double mostWhileChargingKw(Registry registry, ControlSettings settings) {
    Map<Instant, Double> chargedKw = new TreeMap<>();
    List<ControlAction> actions = list(run(registry, settings, all(10)), ControlAction.class);
    actions.forEach(action -> chargedKw.merge(action.start(), action.setpointKw(), Double::sum));
    double most = 0;
    for (ControlAction action : actions) {
      double charged = chargedKw.get(action.start());
      if (charged > 0.05) {
        most = Math.max(most, action.netHighKw() + charged);
      }
    }
    return most;
  }

  @Test
  void shouldGiveTheSameInAnyOrderAndFromSavedState() throws IOException {
    List<Travelling> records = all(8);
    ControlSettings settings = HOURLY.replanned(1800);
    List<String> expected = texts(run(VILLAGE.registry(), settings, records));
    List<Travelling> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(texts(run(VILLAGE.registry(), settings, shuffled))).isEqualTo(expected);

    DispatchStep step = new DispatchStep(VILLAGE.registry(), settings);
    ControlState state = step.initialState(VILLAGE.placement());
    records.sort(Inputs.ORDER);
    List<Travelling> outputs = new ArrayList<>();
    int next = 0;
    for (Instant at = START; !at.isAfter(VILLAGE.end()); at = at.plusSeconds(1800)) {
      List<Travelling> inputs = new ArrayList<>();
      while (next < records.size() && !records.get(next).knownAt().isAfter(at)) {
        if (step.reads(records.get(next))) {
          inputs.add(records.get(next));
        }
        next++;
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

  @Test
  void shouldPlanAsItIsWhereThePlantIsIdeal() {
    ControlSettings ideal =
        new ControlSettings(
            24,
            3600,
            3600,
            HOURLY.forecastModels(),
            HOURLY.staleAfter(),
            0,
            Hedging.TWO_STAGE,
            0,
            0,
            PlantModel.ideal());
    List<Travelling> outputs = run(VILLAGE.registry(), ideal, all(0));
    Map<String, Schedule> schedules = new TreeMap<>();
    list(outputs, Schedule.class).forEach(s -> schedules.put(s.resource() + s.start(), s));
    for (ControlAction action : list(outputs, ControlAction.class)) {
      Schedule schedule = schedules.get(action.resource() + action.start());
      assertThat(action.storedAfterKwh()).isCloseTo(schedule.stateOfChargeKwh()[0], within(2e-3));
      assertThat(action.capacityKwh()).isEqualTo(8);
    }
  }

  private static List<Travelling> all(int scenarios) {
    List<Travelling> records = new ArrayList<>(VILLAGE.records());
    if (scenarios > 0) {
      records.addAll(VILLAGE.scenarios(scenarios));
    }
    return records;
  }

  private static List<Travelling> run(
      Registry registry, ControlSettings settings, List<Travelling> records) {
    DispatchStep step = new DispatchStep(registry, settings);
    StepDriver<ControlState> driver = new StepDriver<>(step);
    String placement = registry.listCommunities().get(0).id();
    for (Travelling record : records) {
      if (step.reads(record)) {
        driver.file(placement, record);
      }
    }
    List<Travelling> outputs = new ArrayList<>();
    driver.advanceTo(START.plus(Duration.ofDays(3)), outputs::add);
    return outputs;
  }

  private static DeviceTelemetry telemetry(Instant at, double storedKwh, Instant knownAt) {
    return new DeviceTelemetry(BATTERY, at, 0, storedKwh, knownAt, VILLAGE.placement());
  }

  private static Clearing clearing(Instant start, long wh) {
    return new Clearing(
        VILLAGE.placement(),
        "auction",
        "k-double-auction",
        start,
        3600,
        "TRADED",
        10_000L,
        wh,
        0,
        0,
        List.of(new Trade("home01", "home00", wh, 10_000)),
        start);
  }

  private static List<ControlAction> at(Instant start, List<Travelling> outputs) {
    return list(outputs, ControlAction.class).stream()
        .filter(action -> action.start().equals(start) && action.resource().equals(BATTERY))
        .toList();
  }

  /** The same community with the auction live. */
  private static Registry live(Registry registry) {
    CommunityFile file = registry.file();
    return with(
        file,
        file.communities(),
        file.feeders(),
        List.of(new StrategyPeriod("auction", "*", true, Instant.MIN, Instant.MAX)));
  }

  /** The same community planned at its connection, behind a feeder that carries little. */
  private static Registry scoped(Registry registry, double limitKw) {
    CommunityFile file = registry.file();
    Community community = file.communities().get(0);
    return with(
        file,
        List.of(
            new Community(
                community.id(),
                community.name(),
                community.market(),
                community.place(),
                DispatchScope.COMMUNITY)),
        List.of(new Feeder("f1", community.id(), limitKw)),
        file.strategies());
  }

  private static Registry with(
      CommunityFile file,
      List<Community> communities,
      List<Feeder> feeders,
      List<StrategyPeriod> strategies) {
    return new Registry(
        new CommunityFile(
            file.currency(),
            file.timeZone(),
            file.simulatedResources(),
            communities,
            feeders,
            file.places(),
            file.markets(),
            file.members(),
            file.usagePoints(),
            file.meterInstallations(),
            file.resources(),
            file.tariffs(),
            strategies,
            "test"));
  }

  private static <T extends Travelling> List<T> list(List<Travelling> outputs, Class<T> type) {
    return outputs.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<String> texts(List<Travelling> outputs) {
    List<String> texts = new ArrayList<>();
    for (Travelling output : outputs) {
      texts.add(
          output instanceof Schedule schedule
              ? schedule.id()
                  + schedule.why()
                  + Arrays.toString(schedule.setpointKw())
                  + schedule.objectiveMilliCent()
              : output.toString());
    }
    return texts;
  }
}
