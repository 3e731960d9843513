package io.commonwatt.app.doors;

import io.commonwatt.app.UserError;
import io.commonwatt.ingestion.door.live.LiveSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which live doors are open. An empty text leaves a door shut.
 *
 * @param httpPort port of the HTTP door; empty for none
 * @param httpTokens YAML file, bearer token to name of the source that uses it, or to {@code *}
 * @param httpUrl where senders reach the HTTP door; empty for this host and its port
 * @param httpKeyStore PKCS 12 file with the door's key and certificate; empty for plain HTTP
 * @param httpKeyStorePassword its password, and that of the trust store
 * @param httpTrustStore PKCS 12 file with what clients' certificates are signed by; empty to ask
 *     for none
 * @param mqttHost broker of the MQTT door; empty for none
 * @param mqttPort its port
 * @param mqttTopics topic filters with JSON readings, comma-separated
 * @param mqttSparkplugGroups Sparkplug B group ids, comma-separated; {@code +} for all
 * @param watchFolder folder whose {@code in/} is taken in; empty for none
 * @param progressSeconds how often readers are told how far the doors are, s; a part of an hour
 */
public record DoorConfiguration(
    String httpPort,
    String httpTokens,
    String httpUrl,
    String httpKeyStore,
    String httpKeyStorePassword,
    String httpTrustStore,
    String mqttHost,
    String mqttPort,
    String mqttTopics,
    String mqttSparkplugGroups,
    String watchFolder,
    String progressSeconds) {

  /** The keys with what holds when they are not set. */
  public static Map<String, String> defaults() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("httpPort", "");
    keys.put("httpTokens", "");
    keys.put("httpUrl", "");
    keys.put("httpKeyStore", "");
    keys.put("httpKeyStorePassword", "");
    keys.put("httpTrustStore", "");
    keys.put("mqttHost", "");
    keys.put("mqttPort", "1883");
    keys.put("mqttTopics", "");
    keys.put("mqttSparkplugGroups", "");
    keys.put("watchFolder", "");
    keys.put("progressSeconds", "60");
    return keys;
  }

  /** The doors of a configuration. */
  public static DoorConfiguration of(Map<String, String> values) {
    return new DoorConfiguration(
        values.get("httpPort"),
        values.get("httpTokens"),
        values.get("httpUrl"),
        values.get("httpKeyStore"),
        values.get("httpKeyStorePassword"),
        values.get("httpTrustStore"),
        values.get("mqttHost"),
        values.get("mqttPort"),
        values.get("mqttTopics"),
        values.get("mqttSparkplugGroups"),
        values.get("watchFolder"),
        values.get("progressSeconds"));
  }

  /** The keys that are set, secrets masked. */
  public Map<String, String> masked() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("httpPort", httpPort);
    keys.put("httpTokens", httpTokens);
    keys.put("httpUrl", httpUrl);
    keys.put("httpKeyStore", httpKeyStore);
    keys.put("httpTrustStore", httpTrustStore);
    keys.put("mqttHost", mqttHost);
    keys.put("mqttPort", mqttHost.isEmpty() ? "" : mqttPort);
    keys.put("mqttTopics", mqttTopics);
    keys.put("mqttSparkplugGroups", mqttSparkplugGroups);
    keys.put("watchFolder", watchFolder);
    keys.put("progressSeconds", progressSeconds);
    keys.values().removeIf(String::isEmpty);
    return keys;
  }

  /**
   * How the intake works.
   *
   * @throws UserError when a key is wrong
   */
  LiveSettings live() {
    LiveSettings defaults = LiveSettings.defaults();
    int seconds = progressSeconds.matches("[1-9]\\d{0,3}") ? Integer.parseInt(progressSeconds) : 0;
    if (seconds == 0 || 3600 % seconds != 0) {
      throw new UserError(
          "configuration",
          "progressSeconds is '" + progressSeconds + "'",
          "use whole seconds that make an hour, for example 60");
    }
    return new LiveSettings(
        defaults.gather(),
        Duration.ofSeconds(seconds),
        defaults.reopenAfter(),
        defaults.maxQueuedValues(),
        defaults.maxStepValues());
  }

  /** Whether any door is to be opened. */
  public boolean isAny() {
    return !httpPort.isEmpty() || !mqttHost.isEmpty() || !watchFolder.isEmpty();
  }
}
