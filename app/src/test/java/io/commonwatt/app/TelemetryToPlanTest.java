package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.dispatch.ControlAction;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.LiveSettings;
import io.commonwatt.ingestion.door.live.RecentImports;
import io.commonwatt.ingestion.http.HttpDoor;
import io.commonwatt.ingestion.http.HttpDoorSettings;
import io.commonwatt.ingestion.kafka.KafkaImportLog;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.flink.MarketJob;
import io.commonwatt.runtime.EmbeddedFlink;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.FlinkOptions;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.flink.Jobs;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a device posts to the HTTP door corrects the next plan, through a real broker and Flink. */
class TelemetryToPlanTest {

  private static final int PARTITIONS = 2;
  private static final String TOKEN = "a-token-of-the-gateway";
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final String COMMUNITY =
      """
      currency: EUR
      timeZone: Europe/London
      places:
        - {id: here, latitude: 54.98, longitude: -1.61}
      markets:
        - {id: GB, currency: EUR}
      communities:
        - {id: one, name: One, market: GB, place: here}
      feeders:
        - {id: feeder, community: one, limitKw: 600}
      members:
        - {id: somebody, name: Somebody}
      tariffs:
        - id: flat
          usagePoints: ['*']
          bands:
            - {fromMinute: 0, importMilliCentPerKwh: 25000}
          exportMilliCentPerKwh: 8000
          feeMilliCentPerKwh: 2500
          localFeeMilliCentPerKwh: 1000
      usagePoints:
        - {id: home, member: somebody, community: one, feeder: feeder, place: here,
           channels: [consumption], intervalSeconds: 1800, maxKw: 14}
      meterInstallations:
        - {meter: m-1, usagePoint: home, from: 2025-01-01T00:00:00Z}
      resources:
        - {id: battery, usagePoint: home, type: battery, capacityKwh: 10, powerKw: 5,
           initialKwh: 5}
        - id: car
          usagePoint: home
          type: ev
          capacityKwh: 40
          powerKw: 11
          use: {arrivalMinute: 1080, departureMinute: 420, arrivesWithKwh: 20, neededKwh: 30}
      """;

  @TempDir Path folder;

  private final AtomicReference<Instant> time = new AtomicReference<>(START);

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldGoOnFromWhatIsPosted() throws Exception {
    Path file = Files.writeString(folder.resolve("community.yaml"), COMMUNITY);
    Registry registry = new Registry(CommunityFileReader.read(file));
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), KafkaOptions.defaults())) {
      WireSettings wire =
          new WireSettings(
              kafka.bootstrapServers(), PARTITIONS, "live", folder.resolve("state"), 1);
      TopicAdmin.ensure(wire);
      end(wire, "streams", Topics.VALIDATED_READING);
      end(wire, "forecasting", Topics.FORECAST, Topics.FORECAST_SCENARIOS);
      post(wire, registry);
      Map<String, ControlAction> actions = control(wire, registry);

      ControlAction before = actions.get("battery" + START.plusSeconds(3600));
      ControlAction battery = actions.get("battery" + START.plusSeconds(7200));
      assertThat(before.storedAfterKwh()).isLessThanOrEqualTo(5.01);
      // Nothing was held since, or little: a flat tariff leaves the battery alone.
      assertThat(battery.correctedKwh()).isGreaterThan(3);
      assertThat(battery.storedBeforeKwh())
          .isCloseTo(8.5 + (before.storedAfterKwh() - before.storedBeforeKwh()) / 3, within(0.2));
      ControlAction car = actions.get("car" + START.plusSeconds(7200));
      assertThat(actions.get("car" + START.plusSeconds(3600)).givenUp()).contains("not there");
      assertThat(car.correctedKwh()).isCloseTo(9 - 20, within(1e-6));
      assertThat(car.storedBeforeKwh()).isCloseTo(9, within(1e-6));
      assertThat(car.givenUp()).isEmpty();
    }
  }

  /** Two reports of each device, the second after the plan of an hour and before the next. */
  private void post(WireSettings wire, Registry registry) throws Exception {
    LiveSettings settings =
        new LiveSettings(
            Duration.ofMillis(2), Duration.ofMinutes(1), Duration.ofMillis(200), 1000, 1000);
    try (LiveIntake intake =
        LiveIntake.start(
            () -> KafkaImportLog.open(wire, RecentImports.DEFAULT_HORIZON),
            registry,
            time::get,
            settings)) {
      try (HttpDoor door =
          HttpDoor.open(
              HttpDoorSettings.of(
                  new InetSocketAddress("127.0.0.1", 0),
                  Map.of(TOKEN, "gateway"),
                  Optional.empty()),
              intake)) {
        post(
            door.port(),
            "{\"resource\":\"battery\",\"at\":\"%s\",\"stateOfChargeKwh\":5}".formatted(START)
                + "{\"resource\":\"car\",\"at\":\"%s\",\"available\":false}".formatted(START),
            0);
        Instant late = START.plusSeconds(6000);
        time.set(START.plusSeconds(6600));
        post(
            door.port(),
            "{\"resource\":\"battery\",\"at\":\"%s\",\"powerKw\":0,\"stateOfChargeKwh\":8.5}"
                    .formatted(late)
                + "{\"resource\":\"car\",\"at\":\"%s\",\"stateOfChargeKwh\":9}"
                    .formatted(late.plusSeconds(600))
                + "{\"resource\":\"battery\",\"at\":\"%s\",\"stateOfChargeKwh\":1}"
                    .formatted(START.plusSeconds(90_000)),
            1);
      }
      time.set(START.plusSeconds(3 * 3600));
      intake.finish();
    }
  }

  private static void post(int port, String lines, int rejected) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/readings"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(lines))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).contains("\"readings\":2", "\"rejected\":" + rejected);
  }

  /** A stage that has nothing to say. */
  private static void end(WireSettings wire, String stage, Topic<?>... topics) {
    for (Topic<?> topic : topics) {
      try (TopicWriter writer = TopicWriter.open(wire, stage, List.of(topic))) {
        writer.progress(START.plusSeconds(3 * 3600), true);
        writer.flush();
      }
    }
  }

  private Map<String, ControlAction> control(WireSettings wire, Registry registry) {
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(folder.resolve("flink"), FlinkOptions.defaults().withSlots(1))) {
      StreamExecutionEnvironment env = flink.environment(1);
      Jobs.environmentDefaults(env, wire);
      MarketJob.build(env, wire, registry, MarketSettings.defaults(), ControlSettings.defaults());
      flink.submit("market", env);
      return read(wire);
    }
  }

  /** Every control action by resource and start, until the topic has ended. */
  private static Map<String, ControlAction> read(WireSettings wire) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new TopicPartition(Topics.CONTROL.name(), partition));
    }
    Map<String, ControlAction> actions = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", wire.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      int ended = 0;
      while (ended < PARTITIONS) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Object value = Wire.decode(record.value());
          if (value instanceof ControlAction action) {
            actions.put(action.resource() + action.start(), action);
          } else if (value instanceof Progress progress && progress.end()) {
            ended++;
          }
        }
      }
    }
    return actions;
  }
}
