package io.commonwatt.streams.vee;

import io.commonwatt.streams.vee.SettingKeys.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads {@code vee.yaml}: keys with numbers, each overriding a default; {@code
 * completenessDeadline} (local time), {@code sourcePriority} (list of sources) and {@code classes}:
 * classes of meters by name, each with {@code upToKw} and what differs from the keys above it. The
 * keys, their defaults and sources stand in the {@code vee.yaml} of this package's resources.
 */
public final class VeeSettingsFile {
  private static final String DEADLINE = "completenessDeadline";
  private static final String PRIORITY = "sourcePriority";
  private static final String CLASSES = "classes";
  private static final String UP_TO = "upToKw";

  /** A number of the file. */
  private record Number(double value, int line) {}

  private final String file;
  private final Map<String, Number> numbers = new LinkedHashMap<>();
  private final Map<String, Map<String, Number>> classes = new LinkedHashMap<>();
  private final List<String> sources = new ArrayList<>();
  private LocalTime deadline = LocalTime.of(6, 0);

  private VeeSettingsFile(String file) {
    this.file = file;
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

  static MeterClass standardClass() {
    return new VeeSettingsFile("defaults").meterClass("standard", Map.of());
  }

  private void take(String yaml) {
    Optional<Node> root;
    try {
      root = new Compose(LoadSettings.builder().build()).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw problem(line, "is no YAML (" + e.getProblem() + ")", "write 'key: number' lines");
    }
    if (root.isPresent()) {
      takeTop(root.get());
    }
  }

  private void takeTop(Node root) {
    Set<String> known = new LinkedHashSet<>(SettingKeys.GENERAL.keySet());
    known.addAll(SettingKeys.OF_CLASS.keySet());
    known.addAll(List.of(DEADLINE, PRIORITY, CLASSES));
    for (Map.Entry<String, NodeTuple> entry : mapping(root, known, "").entrySet()) {
      Node value = entry.getValue().getValueNode();
      switch (entry.getKey()) {
        case DEADLINE -> deadline = time(entry.getKey(), value);
        case PRIORITY -> takeSources(value);
        case CLASSES -> takeClasses(value);
        default -> numbers.put(entry.getKey(), number(entry.getKey(), entry.getValue()));
      }
    }
  }

  private Map<String, NodeTuple> mapping(Node node, Set<String> known, String of) {
    if (!(node instanceof MappingNode mapping)) {
      throw problem(lineOf(node), of + "is no mapping", "write 'key: number' lines");
    }
    Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = lineOf(tuple.getKeyNode());
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (known != null && !known.contains(key)) {
        throw problem(line, of + "unknown key '" + key + "'", "use one of " + known);
      }
      if (tuples.put(key, tuple) != null) {
        throw problem(line, of + key + " is given twice", "remove one");
      }
    }
    return tuples;
  }

  private void takeSources(Node node) {
    if (!(node instanceof SequenceNode list)) {
      throw problem(lineOf(node), PRIORITY + " is no list", "write [first, second]");
    }
    for (Node each : list.getValue()) {
      String source = text(each);
      if (source.isEmpty() || sources.contains(source)) {
        throw problem(
            lineOf(each), PRIORITY + " names '" + source + "' twice or not at all", "remove it");
      }
      sources.add(source);
    }
  }

  private void takeClasses(Node node) {
    Set<String> known = new LinkedHashSet<>(List.of(UP_TO));
    known.addAll(SettingKeys.OF_CLASS.keySet());
    for (Map.Entry<String, NodeTuple> each : mapping(node, null, CLASSES + ": ").entrySet()) {
      String name = each.getKey();
      Map<String, Number> own = new LinkedHashMap<>();
      mapping(each.getValue().getValueNode(), known, "class '" + name + "': ")
          .forEach((key, tuple) -> own.put(key, number(key, tuple)));
      if (!own.containsKey(UP_TO)) {
        throw problem(
            lineOf(each.getValue().getKeyNode()),
            "class '" + name + "' has no " + UP_TO,
            "say up to which connection it reaches, kW");
      }
      classes.put(name, own);
    }
  }

  private Number number(String key, NodeTuple tuple) {
    int line = lineOf(tuple.getKeyNode());
    String text = text(tuple.getValueNode());
    try {
      return checked(key, new Number(Double.parseDouble(text), line));
    } catch (NumberFormatException e) {
      throw problem(line, key + " is '" + text + "'", "write a number");
    }
  }

  private Number checked(String key, Number number) {
    Bounds bounds =
        SettingKeys.GENERAL.getOrDefault(
            key, SettingKeys.OF_CLASS.getOrDefault(key, new Bounds(0, 0, 1e9, false)));
    double value = number.value();
    if (!(value >= bounds.least() && value <= bounds.most())) {
      String must = "it must be " + bounds.least() + "…" + bounds.most();
      throw problem(number.line(), key + " is " + value, must);
    }
    if (bounds.whole() && value != Math.rint(value)) {
      throw problem(number.line(), key + " is " + value, "write a whole number");
    }
    return number;
  }

  private LocalTime time(String key, Node node) {
    try {
      return LocalTime.parse(text(node));
    } catch (DateTimeException e) {
      throw problem(
          lineOf(node), key + " is '" + text(node) + "'", "write a local time like \"06:00\"");
    }
  }

  private VeeSettings settings() {
    List<MeterClass> built = new ArrayList<>();
    classes.forEach((name, own) -> built.add(meterClass(name, own)));
    built.sort(Comparator.comparingDouble(MeterClass::upToKw));
    built.add(meterClass("standard", Map.of()));
    return new VeeSettings(
        duration("absenceDelayHours", 3600),
        duration("maxAgeDays", 86_400),
        duration("futureToleranceMinutes", 60),
        duration("interpolationLimitHours", 3600),
        (int) value("memoryDays", Map.of()),
        deadline,
        sources,
        built);
  }

  private MeterClass meterClass(String name, Map<String, Number> own) {
    return new MeterClass(
        name,
        own.containsKey(UP_TO) ? own.get(UP_TO).value() : Double.MAX_VALUE,
        value("rangeTolerance", own),
        value("spikeFloorKw", own),
        value("spikeThirdPeakPercent", own),
        value("spikeHistoryFactor", own),
        (int) value("frozenIntervals", own),
        value("frozenFloorKw", own),
        (int) value("activeDays", own),
        value("inactiveFloorKw", own),
        value("unitFactor", own),
        value("highUsagePercent", own),
        value("lowUsagePercent", own),
        value("sumCheckWh", own),
        value("sumCheckPercent", own),
        value("suspicion", own),
        value("channelSumWh", own),
        value("channelSumPercent", own),
        (int) value("timeToleranceSeconds", own));
  }

  private double value(String key, Map<String, Number> own) {
    Number number = own.getOrDefault(key, numbers.get(key));
    if (number != null) {
      return number.value();
    }
    return SettingKeys.GENERAL.getOrDefault(key, SettingKeys.OF_CLASS.get(key)).standard();
  }

  private Duration duration(String key, int unitSeconds) {
    return Duration.ofSeconds((long) (value(key, Map.of()) * unitSeconds));
  }

  private IllegalArgumentException problem(int line, String what, String remedy) {
    return new IllegalArgumentException(file + ":" + line + ": " + what + "; " + remedy);
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "a structure";
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
