package io.commonwatt.app;

import io.commonwatt.app.doors.DoorConfiguration;
import io.commonwatt.app.forecast.ForecastChoice;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.market.control.ControlSettings;
import io.commonwatt.wire.WireSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Where external engines are. Each key of the file can be overridden by an environment variable:
 * {@code jdbcUrl} by {@code COMMONWATT_JDBC_URL} and so on.
 *
 * @param bootstrapServers Kafka brokers, host:port, comma-separated
 * @param partitions partitions of every topic; set once for a deployment
 * @param prefix of application, group and transaction ids
 * @param stateDirectory where Streams applications keep their identity
 * @param statesOnDisk whether they keep written states in files there rather than in memory
 * @param parallelism of every job
 * @param jdbcUrl PostgreSQL or TimescaleDB
 * @param communityFile the community file
 * @param flushSeconds data time after which rows are written at the latest, s
 * @param boardPort port of the board
 * @param trainingStart data time the training calendar is anchored at; set once for a deployment
 * @param forecastModel what forecasts: linear or blend
 * @param nextHourForecasts whether the next hour is forecast at every hour, too
 * @param onnxModels models made elsewhere, {@code segment=file}, comma-separated
 * @param control how devices are controlled
 * @param doors live doors of the job {@code doors}
 */
public record RunConfiguration(
    String bootstrapServers,
    int partitions,
    String prefix,
    String stateDirectory,
    boolean statesOnDisk,
    int parallelism,
    String jdbcUrl,
    String jdbcUser,
    String jdbcPassword,
    String communityFile,
    int flushSeconds,
    int boardPort,
    Instant trainingStart,
    ForecastChoice forecastModel,
    boolean nextHourForecasts,
    String onnxModels,
    ControlSettings control,
    DoorConfiguration doors) {

  private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("bootstrapServers", "localhost:9092");
    DEFAULTS.put("partitions", "8");
    DEFAULTS.put("prefix", "commonwatt");
    DEFAULTS.put("stateDirectory", "/var/lib/commonwatt/streams");
    DEFAULTS.put("stateStore", "memory");
    DEFAULTS.put("parallelism", "2");
    DEFAULTS.put("jdbcUrl", "jdbc:postgresql://localhost:5432/commonwatt");
    DEFAULTS.put("jdbcUser", "commonwatt");
    DEFAULTS.put("jdbcPassword", "commonwatt");
    DEFAULTS.put("communityFile", "docs/community.yaml");
    DEFAULTS.put("flushSeconds", "3600");
    DEFAULTS.put("boardPort", "8080");
    DEFAULTS.put("trainingStart", "2025-01-01T00:00:00Z");
    DEFAULTS.put("forecastModel", "linear");
    DEFAULTS.put("nextHourForecasts", "off");
    DEFAULTS.put("onnxModels", "");
    DEFAULTS.putAll(ControlConfiguration.defaults());
    DEFAULTS.putAll(DoorConfiguration.defaults());
  }

  /** Reads a file over the defaults, and the environment over the file. */
  public static RunConfiguration read(Path file, Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
    if (file != null) {
      values.putAll(parse(file));
    }
    for (String key : DEFAULTS.keySet()) {
      String override = environment.get(environmentName(key));
      if (override != null && !override.isEmpty()) {
        values.put(key, override);
      }
    }
    return new RunConfiguration(
        values.get("bootstrapServers"),
        number(values, "partitions"),
        values.get("prefix"),
        values.get("stateDirectory"),
        onDisk(values.get("stateStore")),
        number(values, "parallelism"),
        values.get("jdbcUrl"),
        values.get("jdbcUser"),
        values.get("jdbcPassword"),
        values.get("communityFile"),
        number(values, "flushSeconds"),
        number(values, "boardPort"),
        instant(values, "trainingStart"),
        ForecastChoice.parse("forecastModel", values.get("forecastModel")),
        isOn(values, "nextHourForecasts"),
        values.get("onnxModels"),
        ControlConfiguration.of(values),
        DoorConfiguration.of(values));
  }

  static String environmentName(String key) {
    return "COMMONWATT_" + key.replaceAll("([A-Z])", "_$1").toUpperCase(java.util.Locale.ROOT);
  }

  private static Map<String, String> parse(Path file) {
    Object content;
    try {
      content =
          new Load(LoadSettings.builder().setLabel(file.toString()).build())
              .loadFromString(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserError(
          "configuration",
          "cannot read " + file + ": " + e.getMessage(),
          "give the configuration with --config");
    } catch (YamlEngineException e) {
      throw new UserError(
          "configuration", file + " is not YAML: " + e.getMessage(), "mend the line it names");
    }
    if (!(content instanceof Map<?, ?> map)) {
      throw new UserError(
          "configuration", file + " holds no keys", "see docs/operations.md for the keys");
    }
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> unknown = new TreeSet<>();
    map.forEach(
        (key, value) -> {
          if (DEFAULTS.containsKey(String.valueOf(key))) {
            values.put(String.valueOf(key), String.valueOf(value));
          } else {
            unknown.add(String.valueOf(key));
          }
        });
    if (!unknown.isEmpty()) {
      throw new UserError(
          "configuration",
          file + " has unknown keys " + unknown,
          "use keys out of " + DEFAULTS.keySet());
    }
    return values;
  }

  private static Instant instant(Map<String, String> values, String key) {
    try {
      return Instant.parse(values.get(key));
    } catch (DateTimeParseException e) {
      throw new UserError(
          "configuration",
          key + " is '" + values.get(key) + "'",
          "use an instant such as 2025-01-01T00:00:00Z");
    }
  }

  private static boolean onDisk(String stateStore) {
    return switch (stateStore) {
      case "memory" -> false;
      case "disk" -> true;
      default ->
          throw new UserError(
              "configuration", "stateStore is '" + stateStore + "'", "use memory or disk");
    };
  }

  private static boolean isOn(Map<String, String> values, String key) {
    // YAML 1.2 reads on and off as text, but true and false as such.
    return switch (values.get(key)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default ->
          throw new UserError(
              "configuration", key + " is '" + values.get(key) + "'", "use on or off");
    };
  }

  private static int number(Map<String, String> values, String key) {
    try {
      int value = Integer.parseInt(values.get(key));
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both faults
    }
    throw new UserError(
        "configuration", key + " is '" + values.get(key) + "'", "use a whole number above 0");
  }

  /** How its processes reach its broker. */
  public WireSettings wire() {
    return new WireSettings(
        bootstrapServers, partitions, prefix, Path.of(stateDirectory), parallelism, statesOnDisk);
  }

  /** What is trained, and the models made elsewhere that are served beside it. */
  public ForecastSettings forecasting() {
    ForecastSettings settings =
        forecastModel
            .of(ForecastSettings.startingAt(trainingStart))
            .importing(ForecastChoice.readModels(onnxModels));
    return nextHourForecasts ? settings.hourly() : settings;
  }

  /** The database URL with user and password in it. */
  public String jdbcUrlAsUser() {
    return jdbcUrl
        + (jdbcUrl.contains("?") ? "&" : "?")
        + "user="
        + jdbcUser
        + "&password="
        + jdbcPassword;
  }

  /** The configuration as printed at start, secrets masked. */
  public Map<String, Object> masked() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("bootstrapServers", bootstrapServers);
    shown.put("partitions", partitions);
    shown.put("prefix", prefix);
    shown.put("stateDirectory", stateDirectory);
    shown.put("stateStore", statesOnDisk ? "disk" : "memory");
    shown.put("parallelism", parallelism);
    shown.put("jdbcUrl", jdbcUrl);
    shown.put("jdbcUser", jdbcUser);
    shown.put("jdbcPassword", "****");
    shown.put("communityFile", communityFile);
    shown.put("flushSeconds", flushSeconds);
    shown.put("boardPort", boardPort);
    shown.put("trainingStart", trainingStart.toString());
    shown.put("forecastModel", forecastModel.code());
    shown.put("nextHourForecasts", nextHourForecasts ? "on" : "off");
    shown.put("onnxModels", onnxModels);
    shown.putAll(ControlConfiguration.shown(control));
    if (doors.isAny()) {
      shown.put("doors", doors.masked());
    }
    return shown;
  }
}
