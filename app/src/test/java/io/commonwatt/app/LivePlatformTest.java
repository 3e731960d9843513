package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.app.CommonwattProcess.Result;
import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.runtime.PostgresOptions;
import io.commonwatt.wire.Wire;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live platform on a real broker and a real database: while its doors take HTTP traffic in, a
 * file is ingested by a process that is killed and started again, and a replay goes on. Stored is
 * what was sent, each once, in order of {@code knownAt}; what validation makes of a replay's
 * duplicates is tested with it.
 */
class LivePlatformTest {

  private static final int PARTITIONS = 2;
  private static final int METERS = 80;
  private static final String TOKEN = "a-token-of-the-gateway";
  private static final String OPERATOR = "a-token-of-the-operator";

  /** Four parts of a file, so that a kill falls between two of them. */
  private static final int FILE_READINGS = Sizes.full() ? 800_000 : 62_000;

  private static final int HISTORY = 12 * METERS;
  private static final Duration PATIENCE = Sizes.patience();

  @TempDir Path temp;

  private final Instant from =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(25));
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger posted = new AtomicInteger();
  private volatile boolean quiet;
  private int port;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void shouldStoreWhatIsSentThroughSeveralDoorsAtOnce() throws Exception {
    port = freePort();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(temp.resolve("kafka"), KafkaOptions.defaults());
        EmbeddedPostgres postgres =
            EmbeddedPostgres.start(temp.resolve("postgres"), PostgresOptions.defaults());
        Connection database = DriverManager.getConnection(postgres.jdbcUrl())) {
      Path config = configuration(kafka.bootstrapServers(), postgres.port());
      try (CommonwattProcess platform =
          start("run", "--job", "setup,doors,storage", "--config", config.toString())) {
        await("the doors to open", platform, () -> health() == 200);
        for (int first = 0; first < HISTORY; first += METERS) {
          post(lines(first, METERS), "history-" + first);
        }
        await("the history to be stored", platform, () -> raw(database) == HISTORY);
        long known =
            number(
                database, "SELECT max(extract(epoch FROM known_at) * 1000) FROM meter_reading_raw");
        allAtOnce(kafka.bootstrapServers(), config, Instant.ofEpochMilli(known));
        long sent = posted.get() + FILE_READINGS + HISTORY;
        await("all to be stored", platform, () -> raw(database) >= sent);
        log(kafka.bootstrapServers(), sent);
        assertThat(raw(database)).isEqualTo(sent);
      }
    }
  }

  private void allAtOnce(String kafka, Path config, Instant known) throws Exception {
    Path file = temp.resolve("meters.ndjson");
    Files.writeString(file, lines(48 * METERS, FILE_READINGS));
    String[] ingest = {"ingest", file.toString(), "--config", config.toString(), "--json"};
    String[] replay = {
      "replay",
      "--config",
      config.toString(),
      "--import-id",
      "again",
      "--as-of",
      known.toString(),
      "--max-rate",
      "2000",
      "--json"
    };
    Thread traffic = new Thread(this::traffic, "traffic");
    traffic.start();
    try (CommonwattProcess replaying = start(replay)) {
      try (CommonwattProcess killed = start(ingest)) {
        awaitMark(kafka, "files|", killed);
        killed.kill();
      }
      JsonNode repeated = finished(run(ingest));
      assertThat(repeated.get("readings").asLong()).isEqualTo(FILE_READINGS);
      assertThat(repeated.get("rejected").asLong()).isZero();
      JsonNode first = finished(replaying.await(PATIENCE));
      assertThat(first.at("/readings/sent").asLong()).isEqualTo(HISTORY);
      assertThat(first.get("resumedFrom").isNull()).isTrue();
      JsonNode second = finished(run(replay));
      assertThat(second.at("/readings/sent").asLong()).isZero();
      assertThat(second.at("/readings/skipped").asLong()).isEqualTo(HISTORY);
      assertThat(second.get("resumedFrom").asText()).isNotBlank();
    } finally {
      quiet = true;
      traffic.join();
    }
    assertThat(posted.get()).as("traffic went on").isGreaterThan(HISTORY);
  }

  /** What is posted meanwhile, from half hour 900 on. */
  private void traffic() {
    int next = 900 * METERS;
    while (!quiet && next < 1190 * METERS) {
      post(lines(next, 40), "live-" + next);
      next += 40;
      pause(20);
    }
  }

  private void post(String lines, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/readings"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(lines))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      while (answer.statusCode() == 429) {
        pause(100);
        answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      }
      JsonNode receipt = new ObjectMapper().readTree(answer.body());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(receipt.get("rejected").asInt()).isZero();
      posted.addAndGet(receipt.get("readings").asInt());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reading number n is of meter n mod 80, its n/80th half hour. */
  private String lines(int first, int count) {
    StringBuilder lines = new StringBuilder(count * 120);
    for (int n = first; n < first + count; n++) {
      lines
          .append("{\"meter\":\"m-")
          .append(n % METERS)
          .append("\",\"channel\":\"consumption\",\"start\":\"")
          .append(from.plusSeconds(1800L * (n / METERS)))
          .append("\",\"lengthSeconds\":1800,\"value\":")
          .append(200 + (int) (n * 7919L % 300))
          .append(".25,\"unit\":\"Wh\"}\n");
    }
    return lines.toString();
  }

  private Path configuration(String kafka, int postgresPort) throws IOException {
    StringBuilder community =
        new StringBuilder(
            """
            currency: EUR
            timeZone: Europe/London
            places:
              - id: here
                latitude: 54.98
                longitude: -1.61
            markets:
              - id: GB
                currency: EUR
            communities:
              - {id: one, name: One, market: GB, place: here}
              - {id: two, name: Two, market: GB, place: here}
            feeders:
              - {id: feeder-one, community: one, limitKw: 600}
              - {id: feeder-two, community: two, limitKw: 600}
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
            """);
    for (int i = 0; i < METERS; i++) {
      String half = i % 2 == 0 ? "one" : "two";
      community.append(
          ("  - {id: up-%d, member: somebody, community: %s, feeder: feeder-%s, place: here,"
                  + " channels: [consumption], intervalSeconds: 1800, maxKw: 14}%n")
              .formatted(i, half, half));
    }
    community.append("meterInstallations:\n");
    for (int i = 0; i < METERS; i++) {
      community.append(
          "  - {meter: m-%d, usagePoint: up-%d, from: 2025-01-01T00:00:00Z}%n".formatted(i, i));
    }
    Files.writeString(temp.resolve("community.yaml"), community);
    Files.writeString(temp.resolve("tokens.yaml"), TOKEN + ": gateway\n" + OPERATOR + ": \"*\"\n");
    return Files.writeString(
        temp.resolve("platform.yaml"),
        String.join(
            "\n",
            "bootstrapServers: " + kafka,
            "partitions: " + PARTITIONS,
            "prefix: live",
            "parallelism: 1",
            "stateDirectory: " + temp.resolve("streams"),
            "jdbcUrl: jdbc:postgresql://127.0.0.1:" + postgresPort + "/commonwatt",
            "communityFile: " + temp.resolve("community.yaml"),
            "flushSeconds: 1",
            "progressSeconds: 1",
            "httpPort: " + port,
            "httpTokens: " + temp.resolve("tokens.yaml"),
            ""));
  }

  /** Everything committed: each reading once, time never back within a partition. */
  private static void log(String kafka, long expected) {
    Set<String> readings = new HashSet<>();
    Map<TopicPartition, Instant> times = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
      List<TopicPartition> partitions = partitions(Topics.RAW_READING.name());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Object value = Wire.decode(record.value());
          Instant time;
          if (value instanceof RawReading reading) {
            time = reading.knownAt();
            assertThat(readings.add(reading.source() + '|' + reading.id())).isTrue();
          } else {
            time = ((Progress) value).through();
          }
          TopicPartition at = new TopicPartition(record.topic(), record.partition());
          Instant before = times.put(at, time);
          assertThat(before == null || !time.isBefore(before)).as("%s at %s", at, time).isTrue();
        }
      }
    }
    assertThat(readings).hasSize((int) expected);
    assertThat(times).hasSize(PARTITIONS);
  }

  /** Waits for the first mark of a source. */
  private static void awaitMark(String kafka, String prefix, CommonwattProcess running)
      throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
      List<TopicPartition> partitions = partitions(Topics.IMPORT.name());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
          if (Wire.decode(record.value()) instanceof Import mark && mark.id().startsWith(prefix)) {
            return;
          }
        }
        assertThat(System.nanoTime()).as(running.err()).isLessThan(deadline);
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String kafka) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new TopicPartition(topic, partition));
    }
    return partitions;
  }

  private CommonwattProcess start(String... arguments) throws IOException {
    return CommonwattProcess.start(temp.resolve("logs"), arguments);
  }

  private Result run(String... arguments) throws Exception {
    return CommonwattProcess.run(temp.resolve("logs"), PATIENCE, arguments);
  }

  private static JsonNode finished(Result result) throws IOException {
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("through the doors");
    return result.json();
  }

  private int health() throws InterruptedException {
    try {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static long raw(Connection database) throws Exception {
    return number(database, "SELECT count(*) FROM meter_reading_raw");
  }

  private static long number(Connection database, String query) throws Exception {
    try (ResultSet row = database.createStatement().executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A condition that may fail. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, CommonwattProcess platform, Condition condition)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(platform.alive()).as(platform.err()).isTrue();
      assertThat(System.nanoTime())
          .as("waiting for %s: %s", what, platform.err())
          .isLessThan(deadline);
      pause(250);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
