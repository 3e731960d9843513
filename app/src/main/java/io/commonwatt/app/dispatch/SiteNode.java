package io.commonwatt.app.dispatch;

import io.commonwatt.app.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A mapping of a site file, read key by key. Errors name the place and what to write; every default
 * that is taken is noted, so that nothing is assumed silently. Not thread-safe.
 */
final class SiteNode {

  private final Path file;
  private final String place;
  private final Map<String, Object> values = new TreeMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final Map<String, Object> assumed;

  SiteNode(Path file, String place, Object content, Map<String, Object> assumed) {
    this.file = file;
    this.place = place;
    this.assumed = assumed;
    if (!(content instanceof Map<?, ?> map)) {
      throw error("is no mapping", "write its keys as 'key: value' lines");
    }
    map.forEach((key, value) -> values.put(String.valueOf(key), value));
  }

  boolean has(String key) {
    known.add(key);
    return values.get(key) != null;
  }

  String text(String key) {
    Object value = required(key);
    return String.valueOf(value);
  }

  String text(String key, String fallback) {
    return has(key) ? text(key) : assume(key, fallback);
  }

  boolean flag(String key, boolean fallback) {
    if (!has(key)) {
      return assume(key, fallback);
    }
    if (values.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw error(key + " is '" + values.get(key) + "'", "write true or false");
  }

  double number(String key) {
    return number(key, required(key));
  }

  double number(String key, double fallback) {
    return has(key) ? number(key) : assume(key, fallback);
  }

  private double number(String key, Object value) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    if (value instanceof String text && text.matches("[-+]?\\.\\d+")) {
      return Double.parseDouble(text); // YAML takes .5 for a text.
    }
    throw error(key + " is '" + value + "'", "write a number");
  }

  Instant instant(String key) {
    String text = text(key);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw error(
          key + " is '" + text + "', no instant",
          "write it with its offset in quotes, like \"2026-06-01T00:00:00+02:00\"");
    }
  }

  /** A number for every step, a list with one for each, or a column of a CSV file. */
  double[] series(String key, int steps) {
    Object value = required(key);
    if (value instanceof List<?> list) {
      return list(key, list, steps);
    }
    if (value instanceof Map<?, ?>) {
      SiteNode column = child(key);
      double[] read = column.column(column.text("file"), column.text("column"), steps);
      column.finish();
      return read;
    }
    double[] constant = new double[steps];
    Arrays.fill(constant, number(key, value));
    return constant;
  }

  double[] series(String key, int steps, double fallback) {
    if (has(key)) {
      return series(key, steps);
    }
    double[] constant = new double[steps];
    Arrays.fill(constant, assume(key, fallback));
    return constant;
  }

  private double[] list(String key, List<?> list, int steps) {
    if (steps >= 0 && list.size() != steps) {
      throw error(
          key + " has " + list.size() + " values for " + steps + " steps", "give one per step");
    }
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(key + "[" + i + "]", list.get(i));
    }
    return values;
  }

  /** A list of any length. */
  double[] list(String key) {
    if (required(key) instanceof List<?> list) {
      return list(key, list, -1);
    }
    throw error(key + " is no list", "write it like [1, 2, 3]");
  }

  /** Lists of one length. */
  double[][] lists(String key, int steps) {
    if (!(required(key) instanceof List<?> outer) || outer.isEmpty()) {
      throw error(key + " is no list of lists", "write it like [[1, 2], [1, 3]]");
    }
    double[][] lists = new double[outer.size()][];
    for (int i = 0; i < lists.length; i++) {
      if (!(outer.get(i) instanceof List<?> inner)) {
        throw error(key + "[" + i + "] is no list", "write it like [1, 2, 3]");
      }
      lists[i] = list(key + "[" + i + "]", inner, steps);
    }
    return lists;
  }

  SiteNode child(String key) {
    return new SiteNode(file, place + " " + key, required(key), assumed);
  }

  List<SiteNode> children(String key, String kind) {
    if (!has(key)) {
      return List.of();
    }
    if (!(values.get(key) instanceof List<?> list)) {
      throw error(key + " is no list", "write each with a dash before its first key");
    }
    List<SiteNode> children = new ArrayList<>();
    for (Object each : list) {
      Object id = each instanceof Map<?, ?> map ? map.get("id") : null;
      String name = kind + (id == null ? " " + (children.size() + 1) : " '" + id + "'");
      children.add(new SiteNode(file, name, each, assumed));
    }
    return children;
  }

  Map<String, Object> entries() {
    known.addAll(values.keySet());
    return values;
  }

  /** Refuses keys nobody asked for. */
  void finish() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw error("unknown key '" + key + "'", "remove it, or use one of " + known);
      }
    }
  }

  UserError error(String what, String remedy) {
    return new UserError("site-file", file + ": " + place + ": " + what, remedy);
  }

  private <T> T assume(String key, T value) {
    assumed.put(place + "." + key, value);
    return value;
  }

  private Object required(String key) {
    if (!has(key)) {
      throw error(key + " is missing", "add it");
    }
    return values.get(key);
  }

  private double[] column(String name, String column, int steps) {
    Path csv = file.toAbsolutePath().resolveSibling(name);
    try {
      List<String> lines = Files.readAllLines(csv, StandardCharsets.UTF_8);
      int index = lines.isEmpty() ? -1 : List.of(lines.get(0).split(",")).indexOf(column);
      if (index < 0) {
        throw error(name + " has no column '" + column + "'", "name one of its header line");
      }
      if (lines.size() - 1 < steps) {
        throw error(
            name + " has " + (lines.size() - 1) + " rows for " + steps + " steps", "add rows");
      }
      double[] values = new double[steps];
      for (int step = 0; step < steps; step++) {
        values[step] = Double.parseDouble(lines.get(step + 1).split(",", -1)[index].strip());
      }
      return values;
    } catch (IOException e) {
      throw error("cannot read " + csv.getFileName(), "put the file beside the site file");
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw error(name + ": column '" + column + "' holds what is no number", "mend that row");
    }
  }
}
