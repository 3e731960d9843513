package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.Inputs;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.settlement.SettlementLaw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The market of a seeded village, run in the plain loop. */
class MarketStepTest {

  private static final String[] ALL = {"tariff", "direct", "auction"};

  @Test
  void shouldCostLessUnderDirectControlAndMoveTheStoresDifferently() {
    Village village = new Village(12, 14, 1800, 7);
    Registry registry = village.registry(ALL);
    long began = cpuNanos();
    Run run = Run.of(registry, village.records(0.1), village.end());
    double millis = (cpuNanos() - began) / 1e6;

    double efficiency = Math.sqrt(0.9);
    for (String strategy : ALL) {
      assertThat(run.settlements(strategy)).hasSize(14 * 24).allMatch(Settlement::complete);
      run.settlements(strategy).forEach(SettlementLaw::check);
      assertStockIsCarriedOn(run.settlements(strategy));
      System.out.printf(
          "village 14 days, %s: J %.2f EUR, bills %.2f EUR, peak %.2f kW, self-consumption %.3f%n",
          strategy,
          run.resourceCostWithStock(strategy, efficiency) / 1e8,
          run.criteria(strategy).billMicroCent() / 1e8,
          run.criteria(strategy).peakKw(),
          run.criteria(strategy).selfConsumption());
    }
    System.out.printf("%.1f ms of CPU per step, start-up included%n", millis / (14 * 24));
    assertThat(run.resourceCostWithStock("direct", efficiency))
        .isLessThan(0.99 * run.resourceCostWithStock("tariff", efficiency));
    assertThat(run.setpoints("direct")).isNotEqualTo(run.setpoints("tariff"));
    assertThat(run.setpoints("auction")).isNotEqualTo(run.setpoints("tariff"));
    assertThat(run.setpoints("auction")).isNotEqualTo(run.setpoints("direct"));
    assertThat(run.list(Schedule.class))
        .hasSize(3 * 4 * (14 * 24 + 1))
        .allMatch(schedule -> schedule.status().equals("optimal"))
        .allMatch(
            schedule ->
                schedule.objectiveMilliCent() - schedule.dualCertificate()
                    < 0.01 + 1e-6 * Math.abs(schedule.objectiveMilliCent()));
    assertThat(run.list(Clearing.class)).anyMatch(clearing -> clearing.status().equals("TRADED"));
  }

  @Test
  void shouldEmitEverythingAtTheTimeOfTheStep() {
    Village village = new Village(4, 2, 3600, 1);
    Instant previous = Instant.MIN;
    for (Travelling output :
        Run.of(village.registry(ALL), village.records(0), village.end()).outputs()) {
      assertThat(output.knownAt()).isAfterOrEqualTo(previous);
      assertThat(output.placement()).isEqualTo(Village.ID);
      previous = output.knownAt();
    }
  }

  /**
   * The gate of an hour closes at its start: what is known then is in, to the second, what comes
   * later changes no schedule, order, message or clearing of that hour, only the next ones and the
   * settlement; and whatever is published of an hour bears the time at which it was decided.
   */
  @Test
  void pitfall16ShouldCloseTheGateAtTheStartOfTheInterval() {
    Village village = new Village(4, 2, 3600, 21);
    Instant gate = Village.START.plus(Duration.ofHours(32));
    Instant before = gate.minus(Duration.ofHours(1));
    Run onTime = gated(village, before, gate);
    Run late = gated(village, before, gate.plusSeconds(1));
    Run never = Run.of(village.registry(ALL), village.records(0.1), village.end());

    assertThat(decided(onTime, gate)).isNotEqualTo(decided(never, gate));
    assertThat(decided(late, gate)).isEqualTo(decided(never, gate));
    assertThat(decided(late, gate.plusSeconds(3600)))
        .isNotEqualTo(decided(never, gate.plusSeconds(3600)));
    assertThat(onTime.list(Schedule.class))
        .allMatch(schedule -> schedule.knownAt().equals(schedule.issued()))
        .allMatch(schedule -> !schedule.start().isBefore(schedule.issued()));
    assertThat(onTime.list(Clearing.class))
        .isNotEmpty()
        .allMatch(clearing -> clearing.knownAt().equals(clearing.start()));
    assertThat(onTime.list(Settlement.class))
        .allMatch(
            settled ->
                !settled.knownAt().isBefore(settled.start().plusSeconds(settled.lengthSeconds())));
  }

  /** A forecast of much more load for a home, known at a time. */
  private static Run gated(Village village, Instant issued, Instant knownAt) {
    List<Travelling> records = new ArrayList<>(village.records(0.1));
    records.add(village.forecast(1, issued, knownAt, 9_000));
    return Run.of(village.registry(ALL), records, village.end());
  }

  /** Everything but settlements that came out for an hour at its start. */
  private static int decided(Run run, Instant hour) {
    List<Travelling> decided =
        run.outputs().stream()
            .filter(output -> !(output instanceof Settlement))
            .filter(output -> output.knownAt().equals(hour))
            .toList();
    assertThat(decided).isNotEmpty();
    return hexes(decided).hashCode();
  }

  @Test
  void shouldSettleAgainWithAHigherVersionWhenAReadingIsCorrected() {
    Village village = new Village(3, 3, 3600, 2);
    List<Travelling> records = village.records(0);
    Instant hour = Village.START.plus(Duration.ofHours(5));
    Instant corrected = Village.START.plus(Duration.ofHours(30));
    records.add(village.reading(1, Channel.CONSUMPTION, hour, 9_999, Origin.MEASURED, corrected));
    Run run = Run.of(village.registry(ALL), records, village.end());
    Run untouched = Run.of(village.registry(ALL), village.records(0), village.end());

    for (String strategy : ALL) {
      List<Settlement> versions =
          run.settlements(strategy).stream().filter(s -> s.start().equals(hour)).toList();
      assertThat(versions).hasSize(2);
      assertThat(versions.get(1).version()).isEqualTo(corrected.toEpochMilli());
      assertThat(versions.get(1).version()).isGreaterThan(versions.get(0).version());
      MemberSettlement before = versions.get(0).members().get(1);
      MemberSettlement after = versions.get(1).members().get(1);
      assertThat(after.loadWh()).isEqualTo(9_999);
      assertThat(after.storageWh()).isEqualTo(before.storageWh());
      assertThat(after.boughtWh()).isEqualTo(before.boughtWh());
      assertThat(run.settlements(strategy)).hasSize(3 * 24 + 1);
    }
    // Nothing that was decided before the correction changed.
    Predicate<Schedule> early = schedule -> schedule.issued().isBefore(corrected);
    assertThat(hexes(run.list(Schedule.class).stream().filter(early).toList()))
        .isEqualTo(hexes(untouched.list(Schedule.class).stream().filter(early).toList()));
  }

  @Test
  void shouldWaitForReadingsAndThenCountThemAsAbsent() {
    Village village = new Village(3, 4, 1800, 3);
    Instant hour = Village.START.plus(Duration.ofHours(7));
    List<Travelling> records = new ArrayList<>(village.records(0));
    records.removeIf(
        record ->
            record instanceof ValidatedReading reading
                && reading.usagePoint().equals(village.home(1))
                && reading.start().equals(hour.plusSeconds(1800)));
    Run run = Run.of(village.registry("tariff"), records, village.end());

    Settlement late =
        run.settlements("tariff").stream()
            .filter(settlement -> settlement.start().equals(hour))
            .findFirst()
            .orElseThrow();
    assertThat(late.complete()).isFalse();
    assertThat(late.knownAt()).isEqualTo(hour.plus(Duration.ofHours(49)));
    assertThat(late.members().get(1).loadWh()).isZero();
    assertThat(run.settlements("tariff")).hasSize(4 * 24);
  }

  @Test
  void shouldSettleEstimatesAsIncompleteAndMeasurementsOverThem() {
    Village village = new Village(3, 2, 3600, 4);
    Instant hour = Village.START.plus(Duration.ofHours(3));
    Instant known = hour.plus(Duration.ofHours(1));
    List<Travelling> records = new ArrayList<>(village.records(0));
    records.replaceAll(
        record ->
            record instanceof ValidatedReading reading
                    && reading.usagePoint().equals(village.home(1))
                    && reading.start().equals(hour)
                ? village.reading(1, Channel.CONSUMPTION, hour, 500, Origin.ESTIMATED, known)
                : record);
    records.add(
        village.reading(
            1, Channel.CONSUMPTION, hour, 500, Origin.MEASURED, hour.plus(Duration.ofHours(9))));
    Run run = Run.of(village.registry("direct"), records, village.end());

    assertThat(run.settlements("direct"))
        .filteredOn(settlement -> settlement.start().equals(hour))
        .extracting(Settlement::complete)
        .containsExactly(false, true);
  }

  @Test
  void shouldGiveTheSameBytesInAnyInterleaving() {
    Village village = new Village(5, 3, 1800, 5);
    Registry registry = village.registry(ALL);
    List<String> expected = hexes(Run.of(registry, village.records(0.2), village.end()).outputs());

    for (long seed = 1; seed <= 2; seed++) {
      List<Travelling> shuffled = new ArrayList<>(village.records(0.2));
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(hexes(Run.of(registry, shuffled, village.end()).outputs())).isEqualTo(expected);
    }
    // Arriving piecemeal, each batch in reverse.
    List<Travelling> sorted = new ArrayList<>(village.records(0.2));
    sorted.sort(Inputs.ORDER.reversed());
    StepDriver<MarketState> driver =
        new StepDriver<>(new MarketStep(registry, MarketSettings.defaults()));
    List<Travelling> outputs = new ArrayList<>();
    for (Instant at = Village.START;
        !at.isAfter(village.end());
        at = at.plus(Duration.ofHours(7))) {
      Instant through = at.plus(Duration.ofHours(7));
      for (Travelling record : sorted) {
        boolean isNext = record.knownAt().isAfter(at) || at.equals(Village.START);
        if (isNext && !record.knownAt().isAfter(through)) {
          driver.file(Village.ID, record);
        }
      }
      driver.advanceTo(through.isAfter(village.end()) ? village.end() : through, outputs::add);
    }
    assertThat(hexes(outputs)).isEqualTo(expected);
  }

  @Test
  void shouldGoOnFromWrittenStateAsIfNothingHadHappened() throws IOException {
    Village village = new Village(5, 3, 1800, 6);
    MarketStep step = new MarketStep(village.registry(ALL), MarketSettings.defaults());
    List<Travelling> sorted = new ArrayList<>(village.records(0.2));
    sorted.sort(Inputs.ORDER);
    List<Travelling> straight = new ArrayList<>();
    List<Travelling> restored = new ArrayList<>();
    MarketState one = step.initialState(Village.ID);
    MarketState two = step.initialState(Village.ID);
    int next = 0;
    for (Instant at = Village.START; !at.isAfter(village.end()); at = at.plusSeconds(3600)) {
      List<Travelling> inputs = new ArrayList<>();
      while (next < sorted.size() && !sorted.get(next).knownAt().isAfter(at)) {
        inputs.add(sorted.get(next++));
      }
      step.step(one, at, inputs, straight::add);
      two = copy(step, two);
      step.step(two, at, inputs, restored::add);
    }

    assertThat(hexes(restored)).isEqualTo(hexes(straight));
    assertThat(bytes(step, two)).isEqualTo(bytes(step, one));
  }

  @Test
  void shouldLetTelemetryReplaceThePlantOfTheLiveStrategyOnly() {
    Village village = new Village(3, 1, 3600, 8);
    Instant at = Village.START.plus(Duration.ofHours(4));
    List<Travelling> records = village.records(0);
    records.add(new DeviceTelemetry("battery-home00", at, 0, 7.5, at, Village.ID));
    Run run = Run.of(village.registry(ALL), records, village.end());
    Run untouched = Run.of(village.registry(ALL), village.records(0), village.end());

    assertThat(run.setpoints("tariff")).isEqualTo(untouched.setpoints("tariff"));
    assertThat(run.setpoints("direct")).isNotEqualTo(untouched.setpoints("direct"));
    MemberSettlement home =
        run.settlements("direct").stream()
            .filter(settlement -> settlement.start().equals(at))
            .findFirst()
            .orElseThrow()
            .members()
            .get(0);
    assertThat(home.storedWh() - home.storageWh()).isBetween(7_000L, 8_000L);
  }

  @Test
  void shouldCountEveryMessageAndKeepBodiesOfTheLiveStrategyOnly() {
    Village village = new Village(6, 2, 3600, 9);
    Run run = Run.of(village.registry(ALL), village.records(0), village.end());
    List<MarketMessage> messages = run.list(MarketMessage.class);
    Instant noon = Village.START.plus(Duration.ofHours(12));

    assertThat(messages).extracting(MarketMessage::id).doesNotHaveDuplicates();
    assertThat(count(messages, "tariff", noon, Account.OPERATION)).isEqualTo(1);
    assertThat(count(messages, "direct", noon, Account.OPERATION)).isEqualTo(6 + 2);
    assertThat(count(messages, "auction", noon, Account.SETTLEMENT)).isEqualTo(6);
    assertThat(messages)
        .allMatch(message -> message.strategy().equals("direct") == message.body().length > 0)
        .allMatch(message -> message.personal() == !message.receiver().equals("all"));
    assertThat(messages)
        .filteredOn(message -> message.strategy().equals("tariff"))
        .filteredOn(message -> message.account() == Account.OPERATION)
        .noneMatch(MarketMessage::personal);
  }

  @Test
  void shouldNotLetHomesOnATariffInfluenceEachOther() {
    Village village = new Village(6, 3, 3600, 10);
    List<Travelling> changed = new ArrayList<>(village.records(0));
    changed.removeIf(
        record ->
            record instanceof io.commonwatt.contracts.forecast.Forecast forecast
                && forecast.owner().equals(village.home(0)));
    Run run = Run.of(village.registry(ALL), changed, village.end());
    Run untouched = Run.of(village.registry(ALL), village.records(0), village.end());
    Predicate<Map.Entry<String, Double>> others = entry -> !entry.getKey().contains("home00");

    assertThat(run.setpoints("tariff")).isNotEqualTo(untouched.setpoints("tariff"));
    assertThat(run.setpoints("tariff").entrySet().stream().filter(others).toList())
        .isEqualTo(untouched.setpoints("tariff").entrySet().stream().filter(others).toList());
  }

  @Test
  void shouldPlanWithoutAnyForecastFromReadings() {
    Village village = new Village(4, 4, 3600, 12);
    List<Travelling> records = new ArrayList<>(village.prices());
    for (int hour = 0; hour < 4 * 24; hour++) {
      records.addAll(village.readings(hour));
    }
    Run run = Run.of(village.registry("tariff"), records, village.end());

    assertThat(run.settlements("tariff")).hasSize(4 * 24);
    assertThat(run.setpoints("tariff").values()).anyMatch(setpoint -> setpoint > 0.5);
  }

  /** State reaches a size and stays there: nothing is kept that can no longer be corrected. */
  @Test
  void pitfall17ShouldNotGrowWithTheYears() throws IOException {
    Village village = new Village(3, 56, 3600, 22);
    MarketStep step = new MarketStep(village.registry(ALL), MarketSettings.defaults());
    StepDriver<MarketState> driver = new StepDriver<>(step);
    village.records(0.2).forEach(record -> driver.file(Village.ID, record));
    List<Integer> bytes = new ArrayList<>();
    for (int week = 1; week <= 8; week++) {
      driver.advanceTo(Village.START.plus(Duration.ofDays(7L * week)), output -> {});
      bytes.add(bytes(step, driver.state(Village.ID)).length);
    }
    System.out.println("bytes of the market's state by week: " + bytes);
    int full = bytes.get(5);
    assertThat(bytes.subList(6, 8)).allMatch(size -> size < 1.01 * full);
  }

  @Test
  void shouldKeepOnlyWhatCanStillBeCorrected() {
    Village village = new Village(3, 40, 3600, 13);
    List<Travelling> records = new ArrayList<>(village.records(0));
    Instant late = village.end().minusSeconds(7200);
    records.add(village.reading(1, Channel.CONSUMPTION, Village.START, 77, Origin.MEASURED, late));
    records.add(
        village.reading(
            1,
            Channel.CONSUMPTION,
            Instant.parse("2099-01-01T00:00:00Z"),
            77,
            Origin.MEASURED,
            late));
    StepDriver<MarketState> driver =
        new StepDriver<>(new MarketStep(village.registry("tariff"), MarketSettings.defaults()));
    records.forEach(record -> driver.file(Village.ID, record));
    List<Travelling> outputs = new ArrayList<>();
    driver.advanceTo(village.end(), outputs::add);

    assertThat(driver.state(Village.ID).ignoredReadings()).isEqualTo(2);
    assertThat(driver.state(Village.ID).droppedHours()).isEqualTo(4 * 24);
    assertThat(outputs.stream().filter(Settlement.class::isInstance)).hasSize(40 * 24);
  }

  @Test
  void shouldHaveNoMarketWhereThereIsNoCommunity() {
    Village village = new Village(3, 1, 3600, 14);
    MarketStep step = new MarketStep(village.registry(ALL), MarketSettings.defaults());
    List<Travelling> outputs = new ArrayList<>();
    step.step(step.initialState("feeder9"), Village.START, village.readings(0), outputs::add);

    assertThat(outputs).isEmpty();
  }

  @Test
  void shouldStopAWrongConfiguration() {
    Village village = new Village(3, 1, 3600, 15);
    assertThatThrownBy(() -> new MarketStep(village.registry("tarif"), MarketSettings.defaults()))
        .hasMessage(
            "Strategy 'tarif' of community '*' is not known; there are: "
                + "auction, coalition, contracts, direct, exchange, local, mesh, tariff,"
                + " contracts/federated, exchange/services, auction/MECHANISM[/BIDDING]"
                + " and mixed/A+B[+…]");
  }

  private static void assertStockIsCarriedOn(List<Settlement> settlements) {
    for (int hour = 1; hour < settlements.size(); hour++) {
      for (int home = 0; home < settlements.get(hour).members().size(); home++) {
        MemberSettlement now = settlements.get(hour).members().get(home);
        MemberSettlement before = settlements.get(hour - 1).members().get(home);
        long change = now.storedWh() - before.storedWh();
        // What went in less what stayed is lost; the stock is rounded down to Wh.
        assertThat(now.storageWh() - change).isBetween(-1L, 1 + Math.abs(now.storageWh()) / 10);
      }
    }
  }

  private static long count(
      List<MarketMessage> messages, String strategy, Instant tick, Account account) {
    return messages.stream()
        .filter(message -> message.strategy().equals(strategy))
        .filter(message -> message.tick().equals(tick) && message.account() == account)
        .count();
  }

  private static MarketState copy(MarketStep step, MarketState state) throws IOException {
    return step.stateCodec()
        .read(new DataInputStream(new ByteArrayInputStream(bytes(step, state))));
  }

  private static byte[] bytes(MarketStep step, MarketState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    step.stateCodec().write(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static List<String> hexes(List<? extends Travelling> records) {
    List<String> hexes = new ArrayList<>();
    for (Travelling record : records) {
      hexes.add(HexFormat.of().formatHex(RecordCodec.standard().encode(record)));
    }
    return hexes;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
