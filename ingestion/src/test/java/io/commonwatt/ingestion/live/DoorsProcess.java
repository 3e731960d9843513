package io.commonwatt.ingestion.live;

import io.commonwatt.ingestion.door.live.LiveCommunity;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.LiveSettings;
import io.commonwatt.ingestion.door.live.RecentImports;
import io.commonwatt.ingestion.http.HttpDoor;
import io.commonwatt.ingestion.http.HttpDoorSettings;
import io.commonwatt.ingestion.kafka.KafkaImportLog;
import io.commonwatt.ingestion.mqtt.MqttDoor;
import io.commonwatt.ingestion.mqtt.MqttDoorSettings;
import io.commonwatt.ingestion.watch.FileOptions;
import io.commonwatt.ingestion.watch.WatchedFolder;
import io.commonwatt.ingestion.watch.WatchedFolderSettings;
import io.commonwatt.wire.WireSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** All live doors in a process of their own, to be killed. */
final class DoorsProcess implements AutoCloseable {

  static final String TOKEN = "a-token-for-the-test";
  static final int METERS = 1000;

  private final Process process;

  private DoorsProcess(Process process) {
    this.process = process;
  }

  /** Where the doors are. */
  record Places(String kafka, int mqttPort, int httpPort, Path folder) {}

  /** Starts the process and returns when its doors are open. */
  static DoorsProcess start(Places places) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (NothingLostTest.LARGE ? 4 : 1),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DoorsProcess.class.getName(),
                places.kafka(),
                String.valueOf(places.mqttPort()),
                String.valueOf(places.httpPort()),
                places.folder().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.equals("READY")) {
        return new DoorsProcess(process);
      }
    }
    throw new IOException("The doors ended before they were open");
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  public static void main(String[] arguments) throws Exception {
    WireSettings wire =
        new WireSettings(arguments[0], NothingLostTest.PARTITIONS, "live", Path.of("target"), 1);
    LiveIntake intake =
        LiveIntake.start(
            () -> KafkaImportLog.open(wire, RecentImports.DEFAULT_HORIZON),
            LiveCommunity.registry(METERS),
            InstantSource.system(),
            new LiveSettings(
                Duration.ofMillis(10),
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                100_000,
                50_000));
    HttpDoor.open(
        HttpDoorSettings.of(
            new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[2])),
            Map.of(TOKEN, "http"),
            Optional.empty()),
        intake);
    MqttDoor.open(
        MqttDoorSettings.of(
            "127.0.0.1",
            Integer.parseInt(arguments[1]),
            "commonwatt-door",
            "mqtt",
            List.of("meters/+/readings")),
        intake,
        InstantSource.system());
    WatchedFolder.open(
        new WatchedFolderSettings(
            Path.of(arguments[3]),
            FileOptions.auto("folder"),
            Duration.ofMillis(100),
            Duration.ofMillis(50)),
        intake,
        InstantSource.system());
    System.out.println("READY");
    new CountDownLatch(1).await();
  }
}
