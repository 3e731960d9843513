package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A mapping of a YAML file, read key by key; a key nobody asked for is an error. Not thread-safe.
 */
final class YamlKeys {

  private final String path;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final TreeSet<String> unread = new TreeSet<>();
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * @param path where it stands, for messages
   */
  YamlKeys(Object node, String path) {
    this.path = path;
    if (!(node instanceof Map<?, ?> map)) {
      throw invalid(path, "is no mapping; write its keys as 'key: value' lines");
    }
    map.forEach((key, value) -> values.put(String.valueOf(key), value));
    unread.addAll(values.keySet());
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  /** A mapping within; empty when it is not there. */
  YamlKeys object(String key) {
    Object value = take(key);
    return new YamlKeys(value == null ? Map.of() : value, path + "." + key);
  }

  /** Mappings of a list. */
  List<YamlKeys> objects(String key) {
    Object value = take(key);
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw invalid(path + "." + key, "is no list of mappings");
    }
    List<YamlKeys> objects = new ArrayList<>();
    for (Object item : list) {
      objects.add(new YamlKeys(item, path + "." + key + "[" + objects.size() + "]"));
    }
    return objects;
  }

  /** A text; the fallback when it is not there. */
  String text(String key, String fallback) {
    Object value = take(key);
    if (value instanceof Map || value instanceof List) {
      throw invalid(path + "." + key, "is no text");
    }
    return value == null ? fallback : String.valueOf(value);
  }

  /** A text that must be there. */
  String text(String key) {
    String value = text(key, null);
    if (value == null || value.isEmpty()) {
      throw invalid(path, "has no key '" + key + "'");
    }
    return value;
  }

  /** A text that must be there and may be empty. */
  String name(String key) {
    String value = text(key, null);
    if (value == null) {
      throw invalid(path, "has no key '" + key + "'");
    }
    return value;
  }

  /** A list of texts. */
  List<String> texts(String key, List<String> fallback) {
    Object value = take(key);
    if (value == null) {
      return fallback;
    }
    if (!(value instanceof List<?> list)) {
      throw invalid(path + "." + key, "is no list");
    }
    return list.stream().map(item -> item == null ? "" : String.valueOf(item)).toList();
  }

  /** Texts by text. */
  Map<String, String> pairs(String key) {
    Object value = take(key);
    Map<String, String> pairs = new LinkedHashMap<>();
    if (value != null) {
      YamlKeys object = new YamlKeys(value, path + "." + key);
      object.values.keySet().forEach(name -> pairs.put(name, object.text(name, "")));
    }
    return pairs;
  }

  /** A whole number within limits. */
  int number(String key, int fallback, int min, int max) {
    return parsed(
        key,
        Integer.toString(fallback),
        text -> {
          int value = Integer.parseInt(text);
          if (value < min || value > max) {
            throw new IllegalArgumentException("expected " + min + "…" + max);
          }
          return value;
        });
  }

  /** A constant of an enumeration, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, E fallback) {
    return parsed(
        key,
        fallback.name(),
        text ->
            Enum.valueOf(
                fallback.getDeclaringClass(), text.toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  /** A value made of a text. */
  <T> T parsed(String key, String fallback, Function<String, T> parser) {
    String text = text(key, fallback);
    try {
      return text == null ? null : parser.apply(text);
    } catch (RuntimeException e) {
      throw invalid(path + "." + key, "is '" + text + "', which cannot be used: " + e.getMessage());
    }
  }

  /** Refuses keys nobody asked for. */
  void end() {
    if (!unread.isEmpty()) {
      throw invalid(path, "has unknown key '" + unread.first() + "'; the keys are " + known);
    }
  }

  FormatException invalid(String what) {
    return invalid(path, what);
  }

  private Object take(String key) {
    known.add(key);
    unread.remove(key);
    return values.get(key);
  }

  private static FormatException invalid(String path, String what) {
    return new FormatException("mapping-invalid", 0, path + " " + what);
  }
}
