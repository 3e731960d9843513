package io.commonwatt.streams.vee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads {@code vee.yaml}: a flat mapping of keys to numbers, each overriding a default. Keys:
 * {@code absenceDelayHours}, {@code maxAgeDays}, {@code futureToleranceMinutes}, {@code
 * interpolationLimitHours}, {@code memoryDays}, {@code rangeTolerance}, {@code spikeFloorKw},
 * {@code spikeThirdPeakPercent}, {@code spikeHistoryFactor}.
 */
public final class VeeSettingsFile {
  private final String file;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  private VeeSettingsFile(String file) {
    this.file = file;
    VeeSettings defaults = VeeSettings.defaults();
    values.put("absenceDelayHours", defaults.absenceDelay().toSeconds() / 3600.0);
    values.put("maxAgeDays", (double) defaults.maxAge().toDays());
    values.put("futureToleranceMinutes", defaults.futureTolerance().toSeconds() / 60.0);
    values.put("interpolationLimitHours", defaults.interpolationLimit().toSeconds() / 3600.0);
    values.put("memoryDays", (double) defaults.memoryDays());
    values.put("rangeTolerance", defaults.rangeTolerance());
    values.put("spikeFloorKw", defaults.spikeFloorKw());
    values.put("spikeThirdPeakPercent", defaults.spikeThirdPeakPercent());
    values.put("spikeHistoryFactor", defaults.spikeHistoryFactor());
  }

  /**
   * Settings from a file.
   *
   * @throws IllegalArgumentException naming file, line and remedy
   */
  public static VeeSettings read(Path path) throws IOException {
    return parse(Files.readString(path), path.getFileName().toString());
  }

  /**
   * Settings from text.
   *
   * @param file name for messages
   * @throws IllegalArgumentException naming file, line and remedy
   */
  public static VeeSettings parse(String yaml, String file) {
    VeeSettingsFile parsed = new VeeSettingsFile(file);
    parsed.take(yaml);
    return parsed.settings();
  }

  private void take(String yaml) {
    Optional<Node> root;
    try {
      root = new Compose(LoadSettings.builder().build()).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw problem(line, "is no YAML (" + e.getProblem() + ")", "write 'key: number' lines");
    }
    if (root.isEmpty()) {
      return;
    }
    if (!(root.get() instanceof MappingNode mapping)) {
      throw problem(lineOf(root.get()), "is no mapping", "write 'key: number' lines");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      take(tuple.getKeyNode(), tuple.getValueNode());
    }
  }

  private void take(Node keyNode, Node valueNode) {
    int line = lineOf(keyNode);
    String key = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "?";
    if (!values.containsKey(key)) {
      throw problem(line, "unknown key '" + key + "'", "use one of " + values.keySet());
    }
    if (lines.put(key, line) != null) {
      throw problem(line, key + " is given twice", "remove one");
    }
    String text = valueNode instanceof ScalarNode scalar ? scalar.getValue() : "a structure";
    try {
      values.put(key, Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw problem(line, key + " is '" + text + "'", "write a number");
    }
  }

  private VeeSettings settings() {
    return new VeeSettings(
        duration("absenceDelayHours", 3600),
        duration("maxAgeDays", 86_400),
        duration("futureToleranceMinutes", 60),
        duration("interpolationLimitHours", 3600),
        whole("memoryDays", VeeSettings.LEAST_MEMORY_DAYS, 4000),
        number("rangeTolerance", 1, 1000),
        number("spikeFloorKw", 0, 1_000_000),
        number("spikeThirdPeakPercent", 0, 1_000_000),
        number("spikeHistoryFactor", 1, 1_000_000));
  }

  private Duration duration(String key, int unitSeconds) {
    double least = key.equals("maxAgeDays") ? 1 : 0;
    return Duration.ofSeconds((long) (number(key, least, 40_000) * unitSeconds));
  }

  private int whole(String key, int least, int most) {
    double value = number(key, least, most);
    if (value != Math.rint(value)) {
      throw problem(lines.getOrDefault(key, 1), key + " is " + value, "write a whole number");
    }
    return (int) value;
  }

  private double number(String key, double least, double most) {
    double value = values.get(key);
    if (!(value >= least && value <= most)) {
      throw problem(
          lines.getOrDefault(key, 1), key + " is " + value, "it must be " + least + "…" + most);
    }
    return value;
  }

  private IllegalArgumentException problem(int line, String what, String remedy) {
    return new IllegalArgumentException(file + ":" + line + ": " + what + "; " + remedy);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
