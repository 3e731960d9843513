package io.commonwatt.ingestion.door.live;

import static io.commonwatt.ingestion.door.live.LiveCommunity.delivery;
import static io.commonwatt.ingestion.door.live.LiveCommunity.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.registry.RegistryEntry;
import io.commonwatt.ingestion.door.live.Receipt.Outcome;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveIntakeTest {

  private static final Instant NOW = Instant.parse("2026-02-01T00:00:30Z");
  private static final LiveSettings SETTINGS =
      new LiveSettings(Duration.ofMillis(5), Duration.ofMinutes(1), Duration.ofMillis(20), 10, 100);

  private final MemoryLog.Store store = new MemoryLog.Store();
  private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  private final InstantSource clock = time::get;

  @Test
  void shouldTakeInByMeterAndByUsagePointAndRejectTheRest() throws Exception {
    GatheredValues values = new GatheredValues();
    values.interval(reading("m-1", 0, 500_000));
    values.interval(reading("up-2", 0, 250_000));
    values.interval(reading("stranger", 0, 1_000));
    values.interval(reading("m-1", -200_000, 1_000));
    values.register(
        new RegisterValue("m-1", "1-0:1.8.0", Channel.CONSUMPTION, NOW, 12_345, 0, "", 7));
    values.event(new EventValue("m-3", MeterEvent.Type.TAMPER, NOW, "", 8));
    try (LiveIntake intake = start()) {
      Receipt receipt = await(intake.put(Delivery.whole("http", "i", "h", values)));
      assertThat(receipt.outcome()).isEqualTo(Outcome.ACCEPTED);
      assertThat(receipt.readings()).isEqualTo(4);
      assertThat(receipt.rejected()).isEqualTo(2);
      assertThat(receipt.totalWh()).isEqualTo(750);
      assertThat(receipt.rejections())
          .extracting(Receipt.RejectedValue::rule)
          .containsExactly("unknown-meter", "meter-not-installed");
    }
    assertThat(store.all(RawReading.class))
        .extracting(RawReading::meter, RawReading::id, RawReading::placement)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("m-1", "i#0", "c-0"),
            org.assertj.core.groups.Tuple.tuple("m-2", "i#1", "c-0"));
    assertThat(store.all(RegisterReading.class)).hasSize(1);
    assertThat(store.all(MeterEvent.class)).hasSize(1);
    Rejection first = store.all(Rejection.class).get(0);
    assertThat(first.reference()).isEqualTo("i#2");
    assertThat(new String(first.raw(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"meter\":\"stranger\",\"channel\":\"consumption\",\"start\":\"2026-01-01T00:00:00Z\","
                + "\"lengthSeconds\":1800,\"value\":1.000,\"unit\":\"Wh\"}");
    Import mark = store.all(Import.class).get(1);
    assertThat(mark.readings() + mark.rejected()).isEqualTo(values.size());
    assertThat(store.committed)
        .allSatisfy(record -> assertThat(record.knownAt()).isAfterOrEqualTo(NOW));
  }

  @Test
  void shouldTakeReportsOfDevicesInAndRejectWhatCannotBe() throws Exception {
    GatheredValues values = new GatheredValues();
    values.telemetry(report("battery", NOW.minusSeconds(30), 2.5, 6.25));
    values.telemetry(report("car", NOW.minusSeconds(20), 0.0, 44.0));
    values.telemetry(new TelemetryValue("car", NOW.minusSeconds(10), null, null, false, 0));
    values.telemetry(report("toaster", NOW, 1.0, null));
    values.telemetry(report("battery", NOW.plusSeconds(301), 0.0, 5.0));
    values.telemetry(report("car", LiveCommunity.FROM.minusSeconds(1), 0.0, 5.0));
    values.telemetry(report("battery", NOW, 0.0, 6_250.0));
    values.telemetry(report("battery", NOW, 0.0, -0.1));
    values.telemetry(report("car", NOW, 11.0, null));
    values.telemetry(report("battery", NOW.minusSeconds(30), 2.5, 6.25));
    values.telemetry(report("battery", NOW.minusSeconds(30), 2.5, 6.5));
    try (LiveIntake intake = start(LiveCommunity.devices())) {
      Receipt receipt = await(intake.put(Delivery.whole("http", "i", "h", values)));
      assertThat(receipt.readings()).isEqualTo(4);
      assertThat(receipt.rejected()).isEqualTo(7);
      assertThat(receipt.totalWh()).isZero();
      assertThat(receipt.rejections())
          .extracting(Receipt.RejectedValue::rule)
          .containsExactly(
              "unknown-device",
              "outside-time-window",
              "device-not-installed",
              "value-range",
              "value-range",
              "state-missing",
              "telemetry-twice");
    }
    List<DeviceTelemetry> taken = store.all(DeviceTelemetry.class);
    Instant knownAt = taken.get(0).knownAt();
    DeviceTelemetry first =
        new DeviceTelemetry("battery", NOW.minusSeconds(30), 2.5, 6.25, knownAt, "c-0");
    assertThat(taken)
        .containsExactly(
            first,
            new DeviceTelemetry("car", NOW.minusSeconds(20), 0, 44, knownAt, "c-0"),
            new DeviceTelemetry(
                "car", NOW.minusSeconds(10), Double.NaN, Double.NaN, knownAt, "c-0"),
            first);
    Rejection rejection = store.all(Rejection.class).get(3);
    assertThat(rejection.reading()).isFalse();
    assertThat(rejection.detail()).contains("battery", "10.0 kWh", "6250.0");
    assertThat(new String(rejection.raw(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"resource\":\"battery\",\"at\":\"2026-02-01T00:00:30Z\",\"powerKw\":0.0,"
                + "\"stateOfChargeKwh\":6250.0,\"available\":true}");
    Import mark = store.all(Import.class).get(1);
    assertThat(mark.readings() + mark.rejected()).isEqualTo(values.size());
  }

  /** Two deliveries may share a stamp: a row has one content at one version. */
  @Test
  void shouldNotTakeTwoStatesOfADeviceAtOnce() throws Exception {
    LiveStep step =
        new LiveStep(
            new MemoryLog(store),
            new MeterDirectory(LiveCommunity.registry(10, LiveCommunity.devices())),
            clock);
    List<Delivery> deliveries = new ArrayList<>();
    for (double storedKwh : new double[] {5, 5, 6}) {
      GatheredValues values = new GatheredValues();
      values.telemetry(report("battery", NOW, 0.0, storedKwh));
      deliveries.add(Delivery.whole("http", "i" + deliveries.size(), "h", values));
    }
    assertThat(step.take(deliveries)).extracting(Receipt::rejected).containsExactly(0, 0, 1);
    time.set(NOW.plusSeconds(1));
    GatheredValues later = new GatheredValues();
    later.telemetry(report("battery", NOW, 0.0, 7.0));
    assertThat(step.take(List.of(Delivery.whole("http", "later", "h", later))))
        .extracting(Receipt::rejected)
        .containsExactly(0);
    assertThat(store.all(DeviceTelemetry.class))
        .extracting(DeviceTelemetry::stateOfChargeKwh)
        .containsExactly(5.0, 5.0, 7.0);
  }

  private static TelemetryValue report(String device, Instant at, Double kw, Double storedKwh) {
    return new TelemetryValue(device, at, kw, storedKwh, true, 0);
  }

  @Test
  void shouldPublishTheRegistryOnce() {
    start().close();
    start().close();
    assertThat(store.all(RegistryEntry.class)).hasSize(40);
  }

  @Test
  void shouldTakeAnImportInOnceAndRefuseAnotherContentUnderItsId() throws Exception {
    Delivery sent = delivery("i", reading("m-1", 0, 1_000), reading("x", 0, 1_000));
    try (LiveIntake intake = start()) {
      CompletableFuture<Receipt> first = intake.put(sent);
      CompletableFuture<Receipt> second = intake.put(sent);
      assertThat(await(first).outcome()).isEqualTo(Outcome.ACCEPTED);
      assertThat(await(second).outcome()).isEqualTo(Outcome.DUPLICATE);
    }
    try (LiveIntake intake = start()) {
      Receipt again = await(intake.put(sent));
      assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
      assertThat(again.readings()).isEqualTo(1);
      assertThat(again.rejected()).isEqualTo(1);
      assertThat(again.knownAt()).isEqualTo(store.all(RawReading.class).get(0).knownAt());
      Receipt other = await(intake.put(delivery("i", reading("m-1", 0, 2_000))));
      assertThat(other.outcome()).isEqualTo(Outcome.CONFLICT);
    }
    assertThat(store.all(RawReading.class)).hasSize(1);
  }

  @Test
  void shouldNeverStampBackwards() throws Exception {
    try (LiveIntake intake = start()) {
      for (int i = 0; i < 20; i++) {
        time.set(NOW.minus(Duration.ofHours(i % 7)).plusMillis(i));
        await(intake.put(delivery("i" + i, reading("m-1", i, 1_000))));
      }
    }
    time.set(NOW.minus(Duration.ofDays(1)));
    try (LiveIntake intake = start()) {
      await(intake.put(delivery("last", reading("m-1", 99, 1_000))));
    }
    List<Instant> stamped = store.committed.stream().map(Travelling::knownAt).toList();
    assertThat(stamped).isSorted();
    assertThat(store.all(RawReading.class)).extracting(RawReading::knownAt).doesNotHaveDuplicates();
    assertThat(store.progress).isSorted();
  }

  @Test
  void shouldCarryRemaindersOnAcrossAFailure() throws Exception {
    try (LiveIntake intake = start()) {
      await(intake.put(delivery("a", reading("m-1", 0, 700))));
      store.commitsToFail.set(1);
      assertThatThrownBy(() -> await(intake.put(delivery("b", reading("m-1", 1, 700)))))
          .hasCauseInstanceOf(UnavailableException.class);
      await(retry(intake, delivery("b", reading("m-1", 1, 700))));
      await(intake.put(delivery("c", reading("m-1", 2, 700))));
    }
    assertThat(store.opened.get()).isEqualTo(2);
    assertThat(store.all(RawReading.class))
        .extracting(RawReading::energyWh)
        .containsExactly(0L, 1L, 1L);
  }

  @Test
  void shouldKnowWhatWasCommittedThoughTheAnswerWasLost() throws Exception {
    store.failsAfterTheFact = true;
    try (LiveIntake intake = start()) {
      await(intake.put(delivery("a", reading("m-1", 0, 700))));
      store.commitsToFail.set(1);
      Delivery sent = delivery("b", reading("m-1", 1, 700));
      assertThatThrownBy(() -> await(intake.put(sent)))
          .hasRootCauseMessage("no answer to the commit");
      assertThat(await(retry(intake, sent)).outcome()).isEqualTo(Outcome.DUPLICATE);
    }
    assertThat(store.all(RawReading.class)).hasSize(2);
  }

  @Test
  void shouldSendAwayWhatItHasNoRoomFor() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    try (LiveIntake intake = start()) {
      store.beforeCommit =
          () -> {
            entered.countDown();
            awaitQuietly(busy);
          };
      List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
      receipts.add(intake.put(delivery("first", reading("m-1", 0, 700))));
      entered.await();
      Optional<CompletableFuture<Receipt>> taken = Optional.empty();
      int i = 0;
      do {
        taken.ifPresent(receipts::add);
        taken = intake.offer(delivery("i" + i, reading("m-2", i, 700)));
        i++;
      } while (taken.isPresent());
      assertThat(receipts).hasSize(SETTINGS.maxQueuedValues());
      busy.countDown();
      for (CompletableFuture<Receipt> receipt : receipts) {
        assertThat(await(receipt).outcome()).isEqualTo(Outcome.ACCEPTED);
      }
      assertThat(intake.offer(delivery("later", reading("m-3", 0, 700)))).isPresent();
    }
    assertThat(store.all(RawReading.class)).hasSize(SETTINGS.maxQueuedValues() + 1);
  }

  @Test
  void shouldTellProgressAlsoWhenNothingComes() throws Exception {
    LiveIntake intake = start();
    try (intake) {
      await(intake.put(delivery("a", reading("m-1", 0, 700))));
      awaitProgress(1);
      time.set(Instant.parse("2026-02-01T01:00:00.004Z"));
      awaitProgress(2);
      assertThat(store.progress.get(1)).isAfterOrEqualTo("2026-02-01T01:00:00.004Z");
      assertThat(store.ended).isFalse();
      intake.finish();
    }
    assertThat(store.ended).isTrue();
  }

  private void awaitProgress(int times) throws InterruptedException {
    for (int i = 0; i < 500 && store.progress.size() < times; i++) {
      Thread.sleep(10);
    }
    assertThat(store.progress).hasSizeGreaterThanOrEqualTo(times);
  }

  private LiveIntake start() {
    return start(List.of());
  }

  private LiveIntake start(List<Resource> devices) {
    return LiveIntake.start(
        () -> new MemoryLog(store), LiveCommunity.registry(20, devices), clock, SETTINGS);
  }

  /** Sends until the log is open again, as a client does. */
  private static CompletableFuture<Receipt> retry(LiveIntake intake, Delivery delivery)
      throws Exception {
    while (true) {
      try {
        return CompletableFuture.completedFuture(await(intake.put(delivery)));
      } catch (java.util.concurrent.ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(UnavailableException.class);
        Thread.sleep(5);
      }
    }
  }

  private static Receipt await(CompletableFuture<Receipt> receipt) throws Exception {
    return receipt.get(10, TimeUnit.SECONDS);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
