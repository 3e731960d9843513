package io.commonwatt.ingestion.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.ingestion.door.live.LiveCommunity;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.LiveSettings;
import io.commonwatt.ingestion.door.live.MemoryLog;
import io.commonwatt.ingestion.live.Broker;
import io.commonwatt.ingestion.mqtt.sparkplug.EdgePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The MQTT door against a real broker. */
class MqttDoorTest {

  private static final LiveSettings SETTINGS =
      new LiveSettings(
          Duration.ofMillis(2), Duration.ofMinutes(1), Duration.ofMillis(50), 1000, 1000);
  private static final String READING =
      "{\"meter\":\"m-1\",\"channel\":\"consumption\",\"start\":\"2026-01-01T00:00:00Z\","
          + "\"lengthSeconds\":900,\"value\":%d,\"unit\":\"Wh\"}";
  private static final long T = LiveCommunity.FROM.toEpochMilli();

  @TempDir Path folder;

  private final MemoryLog.Store store = new MemoryLog.Store();
  private final BlockingQueue<Mqtt3Publish> heard = new LinkedBlockingQueue<>();
  private Broker broker;
  private LiveIntake intake;
  private Mqtt3BlockingClient sender;

  @BeforeEach
  void start() throws Exception {
    broker = Broker.start(folder);
    intake =
        LiveIntake.start(
            () -> new MemoryLog(store),
            LiveCommunity.registry(10, LiveCommunity.devices()),
            InstantSource.system(),
            SETTINGS);
    sender =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("sender")
            .serverHost("127.0.0.1")
            .serverPort(broker.port())
            .buildBlocking();
    sender.connect();
  }

  @AfterEach
  void stop() {
    sender.disconnect();
    intake.close();
    broker.close();
  }

  @Test
  void shouldTakeMessagesInOnceAndRejectWhatItCannotRead() throws Exception {
    try (MqttDoor door = open()) {
      assertThat(door).isNotNull();
      send("meters/a/readings", READING.formatted(1));
      send("meters/a/readings", READING.formatted(1));
      send("meters/a/readings", READING.formatted(1) + "\n" + READING.formatted(2));
      send("meters/b/readings", "{\"meter\":");
      send("meters/b/other", READING.formatted(3));
      send("meters/b/readings", READING.formatted(4));
      await(() -> store.all(RawReading.class).size() == 4);
    }
    assertThat(store.all(RawReading.class))
        .extracting(RawReading::energyWh)
        .containsExactly(1L, 1L, 2L, 4L);
    Rejection rejection = store.all(Rejection.class).get(0);
    assertThat(rejection.rule()).isEqualTo("json-syntax");
    assertThat(new String(rejection.raw(), StandardCharsets.UTF_8)).isEqualTo("{\"meter\":");
    assertThat(rejection.reading()).isTrue();
  }

  @Test
  void shouldTakeReportsOfDevicesInOnce() throws Exception {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    String report = "{\"resource\":\"battery\",\"at\":\"" + at + "\",\"stateOfChargeKwh\":%s}";
    try (MqttDoor door = open()) {
      assertThat(door).isNotNull();
      send("meters/battery/readings", report.formatted("6.5"));
      send("meters/battery/readings", report.formatted("6.5"));
      send("meters/battery/readings", report.formatted("65"));
      send("meters/battery/readings", report.formatted("full"));
      await(() -> store.all(Rejection.class).size() == 2);
    }
    assertThat(store.all(DeviceTelemetry.class))
        .extracting(DeviceTelemetry::id, DeviceTelemetry::stateOfChargeKwh)
        .containsExactly(tuple("battery|" + at, 6.5));
    assertThat(store.all(Rejection.class))
        .extracting(Rejection::rule)
        .containsExactly("value-range", "json-syntax");
  }

  @Test
  void shouldKeepMessagesAtTheBrokerWhileItIsAwayOrTheLogFails() throws Exception {
    open().close();
    send("meters/a/readings", READING.formatted(1));
    store.commitsToFail.set(2);
    try (MqttDoor door = open()) {
      assertThat(door).isNotNull();
      send("meters/a/readings", READING.formatted(2));
      await(() -> store.all(RawReading.class).size() == 2);
    }
    assertThat(store.all(RawReading.class))
        .extracting(RawReading::energyWh)
        .containsExactlyInAnyOrder(1L, 2L);
    try (MqttDoor door = open()) {
      assertThat(door).isNotNull();
      send("meters/a/readings", READING.formatted(3));
      await(() -> store.all(RawReading.class).size() == 3);
    }
  }

  @Test
  void shouldFollowEdgeNodesAndAskThemToBeBornAgain() throws Exception {
    listen("spBv1.0/village/NCMD/gateway");
    listen("spBv1.0/STATE/commonwatt");
    try (MqttDoor door = open()) {
      assertThat(door).isNotNull();
      await(() -> heard.stream().anyMatch(one -> text(one).contains("\"online\":true")));
      send("spBv1.0/village/DDATA/gateway/m-2", data(5));
      Mqtt3Publish command = take("spBv1.0/village/NCMD/gateway");
      assertThat(text(command)).contains("Node Control/Rebirth");
      send(
          "spBv1.0/village/NBIRTH/gateway",
          EdgePayload.at(T).seq(0).metric("bdSeq", -1, 4, "long_value", 0L, Map.of()).bytes());
      send(
          "spBv1.0/village/DBIRTH/gateway/m-2",
          EdgePayload.at(T)
              .seq(1)
              .metric("consumption", 1, 10, "double_value", null, Map.of("engUnit", "kWh"))
              .metric("1-0:1.8.0", 2, 4, "long_value", 100L, Map.of())
              .bytes());
      send("spBv1.0/village/DDATA/gateway/m-2", data(2));
      await(() -> store.all(RawReading.class).size() == 1);
    }
    RawReading reading = store.all(RawReading.class).get(0);
    assertThat(reading.meter()).isEqualTo("m-2");
    assertThat(reading.energyWh()).isEqualTo(250);
    assertThat(reading.lengthSeconds()).isEqualTo(900);
    assertThat(store.all(RegisterReading.class)).hasSize(1);
    assertThat(store.all(Rejection.class))
        .extracting(Rejection::rule)
        .containsExactly("sparkplug-unborn");
    await(() -> heard.stream().anyMatch(one -> text(one).contains("\"online\":false")));
  }

  @Test
  void shouldSayWhichBrokerItCannotReach() {
    MqttDoorSettings nowhere =
        new MqttDoorSettings(
            "127.0.0.1",
            1,
            false,
            Optional.empty(),
            "door",
            "mqtt",
            List.of("a/#"),
            Optional.empty(),
            Duration.ofMillis(300),
            Duration.ofMillis(20));
    assertThatThrownBy(() -> MqttDoor.open(nowhere, intake, InstantSource.system()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot connect at 127.0.0.1:1");
  }

  private MqttDoor open() {
    MqttDoorSettings settings =
        new MqttDoorSettings(
            "127.0.0.1",
            broker.port(),
            false,
            Optional.empty(),
            "door",
            "mqtt",
            List.of("meters/+/readings"),
            Optional.of(new MqttDoorSettings.Sparkplug(List.of("village"), "commonwatt", 900)),
            Duration.ofSeconds(20),
            Duration.ofMillis(20));
    return MqttDoor.open(settings, intake, InstantSource.system());
  }

  private static byte[] data(long seq) {
    return EdgePayload.at(T).seq(seq).metric(null, 1, 0, "double_value", 0.25, Map.of()).bytes();
  }

  private void listen(String topic) {
    sender
        .toAsync()
        .subscribeWith()
        .topicFilter(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(heard::add)
        .send()
        .join();
  }

  private Mqtt3Publish take(String topic) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      Mqtt3Publish next = heard.poll(5, TimeUnit.SECONDS);
      if (next != null && next.getTopic().toString().equals(topic)) {
        return next;
      }
    }
    throw new AssertionError("Nothing on " + topic);
  }

  private static String text(Mqtt3Publish message) {
    return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }

  private void send(String topic, String payload) {
    send(topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  private void send(String topic, byte[] payload) {
    sender.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(payload).send();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
