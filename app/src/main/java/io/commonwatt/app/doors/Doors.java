package io.commonwatt.app.doors;

import io.commonwatt.app.UserError;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.http.HttpDoor;
import io.commonwatt.ingestion.http.HttpDoorSettings;
import io.commonwatt.ingestion.http.HttpTls;
import io.commonwatt.ingestion.mqtt.MqttDoor;
import io.commonwatt.ingestion.mqtt.MqttDoorSettings;
import io.commonwatt.ingestion.mqtt.MqttDoorSettings.Sparkplug;
import io.commonwatt.ingestion.watch.FileOptions;
import io.commonwatt.ingestion.watch.WatchedFolder;
import io.commonwatt.ingestion.watch.WatchedFolderSettings;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.WriterLease;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Open doors over one intake. Closing shuts the doors, then the intake. */
public final class Doors implements AutoCloseable {

  private static final int SPARKPLUG_INTERVAL_SECONDS = 900;
  private static final String HOW = "write a line 'token: source' for each sender";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private Doors() {}

  /**
   * Opens the doors of a configuration.
   *
   * @throws UserError when a key is wrong
   */
  public static Doors open(DoorConfiguration configuration, WireSettings wire, Registry registry) {
    if (!configuration.isAny()) {
      throw new UserError(
          "doors",
          "no door is configured",
          "set httpPort, mqttHost or watchFolder in the configuration");
    }
    InstantSource clock = InstantSource.system();
    WriterLease lease = PlatformDoor.lease(wire, "doors", httpUrl(configuration));
    Doors doors = new Doors();
    doors.open.add(lease);
    try {
      LiveIntake intake = PlatformDoor.intake(wire, registry, lease, configuration.live());
      doors.open.add(intake);
      doors.openHttp(configuration, intake);
      doors.openMqtt(configuration, wire, intake, clock);
      doors.openFolder(configuration, intake, clock);
      return doors;
    } catch (RuntimeException e) {
      doors.close();
      throw e;
    }
  }

  /** What is open, a line each. */
  public List<String> told() {
    return List.copyOf(told);
  }

  private void openHttp(DoorConfiguration configuration, LiveIntake intake) {
    if (configuration.httpPort().isEmpty()) {
      return;
    }
    HttpDoorSettings settings;
    try {
      settings =
          HttpDoorSettings.of(
              new InetSocketAddress(port("httpPort", configuration.httpPort())),
              tokens(configuration.httpTokens()),
              tls(configuration));
    } catch (IllegalArgumentException e) {
      throw new UserError("doors", e.getMessage(), "see docs/doors.md");
    }
    HttpDoor door;
    try {
      door = HttpDoor.open(settings, intake);
    } catch (IllegalStateException e) {
      throw new UserError("doors", e.getMessage(), "set httpPort to one that is free");
    }
    open.add(door);
    told.add("HTTP door on port " + door.port() + ", /openapi.json says how to use it");
  }

  private void openMqtt(
      DoorConfiguration configuration, WireSettings wire, LiveIntake intake, InstantSource clock) {
    if (configuration.mqttHost().isEmpty()) {
      return;
    }
    List<String> groups = list(configuration.mqttSparkplugGroups());
    MqttDoorSettings settings;
    try {
      settings =
          new MqttDoorSettings(
              configuration.mqttHost(),
              port("mqttPort", configuration.mqttPort()),
              false,
              Optional.empty(),
              wire.prefix() + "-doors",
              "mqtt",
              list(configuration.mqttTopics()),
              groups.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new Sparkplug(groups, wire.prefix(), SPARKPLUG_INTERVAL_SECONDS)),
              Duration.ofSeconds(1));
    } catch (IllegalArgumentException e) {
      throw new UserError("doors", e.getMessage(), "set mqttTopics or mqttSparkplugGroups");
    }
    open.add(MqttDoor.open(settings, intake, clock));
    told.add("MQTT door at " + configuration.mqttHost() + ':' + configuration.mqttPort());
  }

  private void openFolder(DoorConfiguration configuration, LiveIntake intake, InstantSource clock) {
    if (configuration.watchFolder().isEmpty()) {
      return;
    }
    Path folder = Path.of(configuration.watchFolder()).toAbsolutePath();
    open.add(
        WatchedFolder.open(
            WatchedFolderSettings.of(folder, FileOptions.auto("folder")), intake, clock));
    told.add("Files moved into " + folder.resolve("in") + " are taken in");
  }

  /** Where commands reach the HTTP door; empty when there is none, or nobody can know. */
  private static String httpUrl(DoorConfiguration configuration) {
    if (!configuration.httpUrl().isEmpty()) {
      return configuration.httpUrl();
    }
    if (configuration.httpPort().isEmpty() || configuration.httpPort().equals("0")) {
      return "";
    }
    return (configuration.httpKeyStore().isEmpty() ? "http://" : "https://")
        + PlatformDoor.host()
        + ':'
        + port("httpPort", configuration.httpPort());
  }

  private static Optional<HttpTls> tls(DoorConfiguration configuration) {
    if (configuration.httpKeyStore().isEmpty()) {
      if (!configuration.httpTrustStore().isEmpty()) {
        throw new IllegalArgumentException(
            "httpTrustStore asks for client certificates, which needs TLS; set httpKeyStore too");
      }
      return Optional.empty();
    }
    return Optional.of(
        HttpTls.of(
            Path.of(configuration.httpKeyStore()),
            configuration.httpKeyStorePassword().toCharArray(),
            configuration.httpTrustStore().isEmpty()
                ? null
                : Path.of(configuration.httpTrustStore())));
  }

  private static int port(String key, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port < 1 << 16) {
        return port;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both faults
    }
    throw new UserError("configuration", key + " is '" + value + "'", "use a port, 0 to 65535");
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
  }

  static Map<String, String> tokens(String file) {
    if (file.isEmpty()) {
      return Map.of();
    }
    try {
      Object content =
          new Load(LoadSettings.builder().setLabel(file).build())
              .loadFromString(Files.readString(Path.of(file)));
      if (content instanceof Map<?, ?> map) {
        Map<String, String> tokens = new TreeMap<>();
        map.forEach((token, source) -> tokens.put(String.valueOf(token), String.valueOf(source)));
        return tokens;
      }
    } catch (IOException | YamlEngineException e) {
      throw new UserError(
          "configuration", "httpTokens: cannot read " + file + ": " + e.getMessage(), HOW);
    }
    throw new UserError("configuration", "httpTokens: " + file + " holds no tokens", HOW);
  }

  @Override
  public void close() {
    Collections.reverse(open);
    for (AutoCloseable one : open) {
      try {
        one.close();
      } catch (Exception e) {
        System.err.println("commonwatt: could not close " + one + ": " + e.getMessage());
      }
    }
    open.clear();
  }
}
