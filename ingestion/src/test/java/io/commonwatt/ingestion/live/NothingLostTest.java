package io.commonwatt.ingestion.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readings through HTTP, MQTT and files into Kafka while the process of the doors is killed: what
 * is stored is what was sent, each once.
 */
class NothingLostTest {

  private static final boolean FULL = System.getProperty("commonwatt.size", "ci").equals("full");
  static final int PARTITIONS = 8;

  /** Readings sent in all and kills; both can be given. */
  private static final int READINGS =
      Integer.getInteger("commonwatt.nothing-lost.readings", FULL ? 5_000_000 : 5_000);

  private static final int KILLS =
      Integer.getInteger("commonwatt.nothing-lost.kills", FULL ? 5 : 2);

  /** So many are sent in batches of a head end; fewer in small ones, so that kills meet many. */
  static final boolean LARGE = READINGS >= 100_000;

  private static final int HTTP_BATCH = LARGE ? 500 : 25;
  private static final int MQTT_BATCH = LARGE ? 250 : 25;
  private static final int FILE_BATCH = Math.min(50_000, READINGS / 40);
  private static final int HTTP_READINGS = READINGS / 2 / HTTP_BATCH * HTTP_BATCH;
  private static final int MQTT_READINGS = READINGS / 4 / MQTT_BATCH * MQTT_BATCH;
  private static final int FILE_READINGS = READINGS / 4 / FILE_BATCH * FILE_BATCH;
  private static final int SENDERS = 4;

  @TempDir Path directory;

  private final AtomicInteger acknowledged = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldStoreWhatWasSentOnceThoughTheDoorsAreKilled() throws Exception {
    long began = System.nanoTime();
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(directory.resolve("kafka"), KafkaOptions.defaults());
        Broker broker = Broker.start(directory)) {
      TopicAdmin.ensure(
          new WireSettings(kafka.bootstrapServers(), PARTITIONS, "live", directory, 1));
      DoorsProcess.Places places =
          new DoorsProcess.Places(
              kafka.bootstrapServers(), broker.port(), freePort(), directory.resolve("folder"));
      run(places);
      long total = (long) HTTP_READINGS + MQTT_READINGS + FILE_READINGS;
      try (RawLog log = new RawLog(kafka.bootstrapServers())) {
        log.await(total, Duration.ofSeconds(20));
        assertThat(log.readings).isEqualTo(total);
        assertThat(log.seen.cardinality()).isEqualTo((int) total);
        assertThat(log.marked).isEqualTo(total);
        assertThat(log.rejections).isEmpty();
      }
      System.out.printf(
          "Stored %,d of %,d readings sent (HTTP %,d, MQTT %,d, files %,d), each once, through %d"
              + " kills, in %.1f s%n",
          total,
          total,
          HTTP_READINGS,
          MQTT_READINGS,
          FILE_READINGS,
          KILLS,
          (System.nanoTime() - began) / 1e9);
    }
  }

  private void run(DoorsProcess.Places places) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS + 2);
    DoorsProcess doors = DoorsProcess.start(places);
    try {
      List<Future<?>> sending = new ArrayList<>();
      AtomicInteger next = new AtomicInteger();
      for (int i = 0; i < SENDERS; i++) {
        sending.add(senders.submit(() -> post(places.httpPort(), next)));
      }
      sending.add(senders.submit(task(() -> publish(places.mqttPort()))));
      sending.add(senders.submit(task(() -> drop(places.folder()))));
      int imports = HTTP_READINGS / HTTP_BATCH;
      for (int kill = 1; kill <= KILLS; kill++) {
        while (acknowledged.get() < imports * kill / (KILLS + 1)) {
          Thread.sleep(5);
        }
        doors.kill();
        System.err.printf(
            "Kill %d of %d with %,d of %,d imports by HTTP acknowledged%n",
            kill, KILLS, acknowledged.get(), imports);
        doors = DoorsProcess.start(places);
      }
      for (Future<?> each : sending) {
        each.get(LARGE ? 120 : 10, TimeUnit.MINUTES);
      }
      awaitEmpty(places.folder().resolve("in"));
      Thread.sleep(LARGE ? 5_000 : 300);
      awaitAcknowledged(places);
    } finally {
      senders.shutdownNow();
      doors.close();
    }
  }

  /** The doors must live until MQTT's last message is in the log. */
  private static void awaitAcknowledged(DoorsProcess.Places places) {
    try (RawLog log = new RawLog(places.kafka())) {
      log.await(
          (long) HTTP_READINGS + MQTT_READINGS + FILE_READINGS,
          Duration.ofSeconds(LARGE ? 120 : 20));
    }
  }

  private void post(int port, AtomicInteger next) {
    int imports = HTTP_READINGS / HTTP_BATCH;
    for (int i = next.getAndIncrement(); i < imports; i = next.getAndIncrement()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/readings"))
              .header("Authorization", "Bearer " + DoorsProcess.TOKEN)
              .header("Content-Type", "application/x-ndjson")
              .header("Idempotency-Key", "http-" + i)
              .timeout(Duration.ofSeconds(20))
              .POST(HttpRequest.BodyPublishers.ofString(Readings.lines(i * HTTP_BATCH, HTTP_BATCH)))
              .build();
      while (!isTaken(request)) {
        pause(50);
      }
      acknowledged.incrementAndGet();
    }
  }

  private boolean isTaken(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isIn(200, 429, 503);
      return response.statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void publish(int port) {
    Mqtt3BlockingClient meter =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("head-end")
            .serverHost("127.0.0.1")
            .serverPort(port)
            .buildBlocking();
    meter.connect();
    for (int i = 0; i < MQTT_READINGS / MQTT_BATCH; i++) {
      // In step with the other senders, so that each kill meets messages on their way.
      while (i > acknowledged.get()) {
        pause(2);
      }
      meter
          .publishWith()
          .topic("meters/" + i % 7 + "/readings")
          .qos(MqttQos.AT_LEAST_ONCE)
          .payload(
              Readings.lines(HTTP_READINGS + i * MQTT_BATCH, MQTT_BATCH)
                  .getBytes(StandardCharsets.UTF_8))
          .send();
    }
    meter.disconnect();
  }

  private void drop(Path folder) throws IOException {
    Path in = folder.resolve("in");
    int files = FILE_READINGS / FILE_BATCH;
    for (int i = 0; i < files; i++) {
      while (acknowledged.get() < (long) HTTP_READINGS / HTTP_BATCH * i / files) {
        pause(5);
      }
      int first = HTTP_READINGS + MQTT_READINGS + i * FILE_BATCH;
      Path draft = folder.resolve("draft");
      Files.writeString(draft, Readings.lines(first, FILE_BATCH));
      Files.move(draft, in.resolve("file-" + i + ".ndjson"), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void awaitEmpty(Path in) throws IOException {
    for (int i = 0; i < 30_000; i++) {
      try (var files = Files.list(in)) {
        if (files.findAny().isEmpty()) {
          return;
        }
      }
      pause(20);
    }
    throw new AssertionError("Files stay in " + in);
  }

  /** A task that may throw. */
  @FunctionalInterface
  private interface Sending {
    void run() throws Exception;
  }

  private static Callable<Void> task(Sending sending) {
    return () -> {
      sending.run();
      return null;
    };
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
