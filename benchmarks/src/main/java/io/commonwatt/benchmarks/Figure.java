package io.commonwatt.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param value the figure, in {@code unit}
 * @param limit the same figure of the bare path in the same run, or a fixed bound
 * @param method what was done, in words
 * @param details more figures, by name with unit
 */
public record Figure(
    String name,
    double value,
    String unit,
    double limit,
    String method,
    Map<String, Double> details) {

  public Figure {
    details = new LinkedHashMap<>(details);
  }

  /** Figure over limit; above 1 is more than the bare path. */
  public double ratio() {
    return value / limit;
  }

  /** Keys and values as JSON shows them. */
  public Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("value", round(value));
    document.put("unit", unit);
    document.put("limit", round(limit));
    document.put("ratio", round(ratio()));
    document.put("method", method);
    details.forEach((key, number) -> document.put(key, round(number)));
    return document;
  }

  /** Lines for a person. */
  public String toLines() {
    StringBuilder lines = new StringBuilder();
    lines.append(String.format("%s: %s %s%n", name, show(value), unit));
    lines.append(String.format("  limit  %s %s%n", show(limit), unit));
    lines.append(String.format("  ratio  %s%n", show(ratio())));
    details.forEach((key, number) -> lines.append(String.format("  %s %s%n", key, show(number))));
    return lines.append("  method ").append(method).toString();
  }

  private static String show(double number) {
    return number >= 100 ? String.format("%,.0f", number) : String.format("%.3f", number);
  }

  private static double round(double number) {
    return number >= 100 ? Math.rint(number) : Math.rint(number * 1000) / 1000;
  }
}
