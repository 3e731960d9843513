package io.commonwatt.dashboards.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands the macros and variables of Grafana's PostgreSQL data source (Grafana documentation,
 * "PostgreSQL query editor", macros) in the way that needs no TimescaleDB. Immutable.
 *
 * @param from start of the shown range
 * @param to end of the shown range
 * @param interval length of a point, at least a second
 * @param variables chosen values by variable name
 */
public record Macros(
    Instant from, Instant to, Duration interval, Map<String, List<String>> variables) {

  private static final Pattern MACRO = Pattern.compile("\\$__(\\w+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|(\\w+))");
  private static final Pattern INTERVAL = Pattern.compile("'?(\\d+)(ms|s|m|h|d|w)'?");

  public Macros {
    variables = Map.copyOf(variables);
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      interval = Duration.ofSeconds(1);
    }
  }

  /**
   * SQL without macros and variables.
   *
   * @throws IllegalArgumentException when a macro or variable is unknown or a call has no end
   */
  public String expand(String sql) {
    return variables(macros(sql));
  }

  private String macros(String sql) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = MACRO.matcher(sql);
    int at = 0;
    while (matcher.find(at)) {
      out.append(sql, at, matcher.start());
      String name = matcher.group(1);
      int end = matcher.end();
      List<String> arguments = List.of();
      if (end < sql.length() && sql.charAt(end) == '(') {
        int close = closing(sql, end);
        arguments = split(sql.substring(end + 1, close));
        end = close + 1;
      }
      out.append(macro(name, arguments));
      at = end;
    }
    return out.append(sql.substring(at)).toString();
  }

  private String macro(String name, List<String> arguments) {
    return switch (name) {
      case "timeFilter" ->
          argument(name, arguments, 0) + " BETWEEN '" + from + "' AND '" + to + "'";
      case "timeFrom" -> "'" + from + "'";
      case "timeTo" -> "'" + to + "'";
      case "timeGroup" -> timeGroup(name, arguments);
      case "timeGroupAlias" -> timeGroup(name, arguments) + " AS \"time\"";
      case "time" -> argument(name, arguments, 0) + " AS \"time\"";
      case "interval" -> interval.toSeconds() + "s";
      case "interval_ms" -> Long.toString(interval.toMillis());
      case "unixEpochFrom" -> Long.toString(from.getEpochSecond());
      case "unixEpochTo" -> Long.toString(to.getEpochSecond());
      default -> throw new IllegalArgumentException("Macro $__" + name + " is not known");
    };
  }

  private String timeGroup(String name, List<String> arguments) {
    long seconds = seconds(macros(argument(name, arguments, 1)));
    return "to_timestamp(floor(extract(epoch from "
        + argument(name, arguments, 0)
        + ") / "
        + seconds
        + ") * "
        + seconds
        + ")";
  }

  /** Length of an interval such as {@code '1h'} or {@code 900s}, s. */
  public static long seconds(String text) {
    Matcher matcher = INTERVAL.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not an interval such as 15m, 1h or 1d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Math.max(1, number / 1000);
      case "s" -> number;
      case "m" -> number * 60;
      case "h" -> number * 3600;
      case "d" -> number * 86_400;
      default -> number * 604_800;
    };
  }

  private String variables(String sql) {
    Matcher matcher = VARIABLE.matcher(sql);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      List<String> values = variables.get(name);
      if (values == null) {
        throw new IllegalArgumentException("Variable $" + name + " has no value");
      }
      List<String> quoted = new ArrayList<>();
      values.forEach(value -> quoted.add("'" + value.replace("'", "''") + "'"));
      matcher.appendReplacement(
          out, Matcher.quoteReplacement(quoted.isEmpty() ? "NULL" : String.join(",", quoted)));
    }
    return matcher.appendTail(out).toString();
  }

  private static String argument(String macro, List<String> arguments, int index) {
    if (index >= arguments.size()) {
      throw new IllegalArgumentException(
          "Macro $__" + macro + " needs " + (index + 1) + " arguments");
    }
    return arguments.get(index);
  }

  private static int closing(String sql, int open) {
    int depth = 0;
    for (int i = open; i < sql.length(); i++) {
      if (sql.charAt(i) == '(') {
        depth++;
      } else if (sql.charAt(i) == ')' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "A macro call has no closing bracket: " + sql.substring(open));
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i).trim());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).trim());
    return parts;
  }
}
