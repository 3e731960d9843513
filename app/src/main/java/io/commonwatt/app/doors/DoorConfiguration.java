package io.commonwatt.app.doors;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which live doors are open. An empty text leaves a door shut.
 *
 * @param httpPort port of the HTTP door; empty for none
 * @param httpTokens YAML file, bearer token to name of the source that uses it
 * @param mqttHost broker of the MQTT door; empty for none
 * @param mqttPort its port
 * @param mqttTopics topic filters with JSON readings, comma-separated
 * @param mqttSparkplugGroups Sparkplug B group ids, comma-separated; {@code +} for all
 * @param watchFolder folder whose {@code in/} is taken in; empty for none
 */
public record DoorConfiguration(
    String httpPort,
    String httpTokens,
    String mqttHost,
    String mqttPort,
    String mqttTopics,
    String mqttSparkplugGroups,
    String watchFolder) {

  /** The keys with what holds when they are not set. */
  public static Map<String, String> defaults() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("httpPort", "");
    keys.put("httpTokens", "");
    keys.put("mqttHost", "");
    keys.put("mqttPort", "1883");
    keys.put("mqttTopics", "");
    keys.put("mqttSparkplugGroups", "");
    keys.put("watchFolder", "");
    return keys;
  }

  /** The doors of a configuration. */
  public static DoorConfiguration of(Map<String, String> values) {
    return new DoorConfiguration(
        values.get("httpPort"),
        values.get("httpTokens"),
        values.get("mqttHost"),
        values.get("mqttPort"),
        values.get("mqttTopics"),
        values.get("mqttSparkplugGroups"),
        values.get("watchFolder"));
  }

  /** Whether any door is to be opened. */
  public boolean isAny() {
    return !httpPort.isEmpty() || !mqttHost.isEmpty() || !watchFolder.isEmpty();
  }
}
