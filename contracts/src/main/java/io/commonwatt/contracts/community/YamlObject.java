package io.commonwatt.contracts.community;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of the file, read key by key. A key that is missing or of the wrong type becomes a
 * problem with its line, and the value read is a harmless one, so that reading goes on. A getter
 * without fallback wants the key.
 */
final class YamlObject {

  private final String label;
  private final boolean mapping;
  private final int line;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> unread = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  YamlObject(Node node, String kind, String nameKey, Problems problems) {
    this.problems = problems;
    this.line = lineOf(node);
    this.mapping = node instanceof MappingNode;
    if (node instanceof MappingNode object) {
      this.label = kind + name(object, nameKey);
      for (NodeTuple tuple : object.getValue()) {
        file(tuple);
      }
    } else {
      this.label = kind;
      problem(line, "is not a mapping", "write its keys as 'key: value' lines");
    }
  }

  /** A mapping within this object, which goes by its name. */
  YamlObject nested(Node node, String key) {
    return new YamlObject(node, label + " " + key, "", problems);
  }

  /** The node of a key that is there. */
  Node node(String key) {
    return take(key);
  }

  boolean isMapping() {
    return mapping;
  }

  static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** Kind and name, for messages. */
  String label() {
    return label;
  }

  /** Line of a key's value, else of the object. */
  int line(String key) {
    Node node = values.get(key);
    return node == null ? line : lineOf(node);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  void problem(int where, String what, String remedy) {
    problems.add(where, label, what, remedy);
  }

  String text(String key) {
    String text = text(key, null);
    if (text == null) {
      missing(key);
      return "";
    }
    if (text.isBlank()) {
      problem(line(key), key + " is empty", "give it a value");
    }
    return text;
  }

  String text(String key, String fallback) {
    Node node = take(key);
    if (node == null) {
      return fallback;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    wrongType(key, "a text");
    return "";
  }

  /** A name others refer to; bars would make record keys ambiguous. */
  String id(String key) {
    String id = text(key);
    if (id.indexOf('|') >= 0 || id.equals("*") || id.chars().anyMatch(Character::isISOControl)) {
      problem(
          line(key),
          key + " is '" + id + "'",
          "use a name without '|' and control characters, other than '*'");
    }
    return id;
  }

  boolean flag(String key, boolean fallback) {
    Node node = take(key);
    if (node == null) {
      return fallback;
    }
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    wrongType(key, "true or false");
    return fallback;
  }

  long integer(String key, Range range) {
    return has(key) ? integer(key, range, 0) : (long) missingNumber(key);
  }

  long integer(String key, Range range, long fallback) {
    Node node = take(key);
    if (node == null) {
      return fallback;
    }
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
      try {
        long value = Long.parseLong(scalar.getValue());
        check(key, range, value, scalar.getValue());
        return value;
      } catch (NumberFormatException e) {
        wrongType(key, "a whole number within 64 bits");
        return fallback;
      }
    }
    wrongType(key, "a whole number");
    return fallback;
  }

  double decimal(String key, Range range) {
    return has(key) ? decimal(key, range, 0) : missingNumber(key);
  }

  double decimal(String key, Range range, double fallback) {
    Node node = take(key);
    if (node == null) {
      return fallback;
    }
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
      double value = Double.parseDouble(scalar.getValue().replace(".inf", "Infinity"));
      check(key, range, value, scalar.getValue());
      return value;
    }
    wrongType(key, "a number");
    return fallback;
  }

  Instant instant(String key, Instant fallback) {
    String text = text(key, null);
    if (text == null) {
      return fallback;
    }
    try {
      Instant instant = Instant.parse(text);
      if (instant.getNano() % 1_000_000 != 0) {
        problem(line(key), key + " is finer than a millisecond", "round it");
      }
      return instant;
    } catch (DateTimeException e) {
      problem(
          line(key),
          key + " is '" + text + "', no instant",
          "write it in UTC like 2025-05-01T00:00:00Z");
      return fallback;
    }
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    if (!has(key)) {
      take(key);
      missing(key);
      return fallback;
    }
    E found = parse(type, text(key, ""));
    if (found == null) {
      problem(line(key), key + " is '" + text(key, "") + "'", "use one of " + names(type));
      return fallback;
    }
    return found;
  }

  <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
    List<E> found = new ArrayList<>();
    for (Node node : elements(key)) {
      String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
      E choice = parse(type, text);
      if (choice == null) {
        problem(lineOf(node), key + " has '" + text + "'", "use " + names(type));
      } else if (found.contains(choice)) {
        problem(lineOf(node), key + " has '" + text + "' twice", "remove one");
      } else {
        found.add(choice);
      }
    }
    return found;
  }

  List<String> texts(String key) {
    List<String> found = new ArrayList<>();
    for (Node node : elements(key)) {
      if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
        found.add(scalar.getValue());
      } else {
        problem(lineOf(node), key + " has an element that is no text", "write it as a text");
      }
    }
    return found;
  }

  /** Elements of a list that must not be empty. */
  List<Node> elements(String key) {
    List<Node> elements = elementsOrNone(key);
    if (!has(key)) {
      missing(key);
    } else if (elements.isEmpty() && values.get(key) instanceof SequenceNode) {
      problem(line(key), key + " is empty", "list at least one");
    }
    return elements;
  }

  List<Node> elementsOrNone(String key) {
    Node node = take(key);
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (node != null) {
      wrongType(key, "a list");
    }
    return List.of();
  }

  /** Reports the keys nobody asked for. */
  void finish() {
    unread.forEach(
        (key, where) ->
            problem(where, "unknown key '" + key + "'", "remove it or use one of " + known));
  }

  /** Name of an enum constant in the file: lower case, dashes. */
  static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E parse(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (nameOf(constant).equals(text) || constant.name().equals(text)) {
        return constant;
      }
    }
    return null;
  }

  private static String names(Class<? extends Enum<?>> type) {
    return String.join(
        ", ", Arrays.stream(type.getEnumConstants()).map(YamlObject::nameOf).toList());
  }

  private static String name(MappingNode mapping, String nameKey) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key
          && key.getValue().equals(nameKey)
          && tuple.getValueNode() instanceof ScalarNode value) {
        return " '" + value.getValue() + "'";
      }
    }
    return "";
  }

  private void file(NodeTuple tuple) {
    String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
    Integer before = unread.put(key, lineOf(tuple.getKeyNode()));
    if (before != null) {
      problem(
          lineOf(tuple.getKeyNode()),
          "key '" + key + "' is given twice, first in line " + before,
          "remove one");
    }
    if (!tuple.getValueNode().getTag().equals(Tag.NULL)) {
      values.put(key, tuple.getValueNode());
    }
  }

  private Node take(String key) {
    known.add(key);
    unread.remove(key);
    return values.get(key);
  }

  private double missingNumber(String key) {
    take(key);
    missing(key);
    return 1;
  }

  private void missing(String key) {
    problem(line, key + " is missing", "add it");
  }

  private void wrongType(String key, String expected) {
    problem(line(key), key + " is not " + expected, "write " + expected);
  }

  private void check(String key, Range range, double value, String text) {
    if (!range.contains(value)) {
      problem(line(key), key + " is " + text, "it must be " + range.words());
    }
  }
}
