package io.commonwatt.app.vee;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The work list of validation. */
public final class ExceptionList {

  /**
   * What of it to show. Null leaves a bound out.
   *
   * @param olderThanDays known for at least so many days before the newest exception, data time
   */
  public record Filter(
      String rule,
      String feeder,
      String meter,
      String channel,
      Instant from,
      Instant to,
      Integer olderThanDays) {

    /** Whether it shows all. */
    public boolean isEmpty() {
      return where(this, new ArrayList<>()).isEmpty();
    }
  }

  private ExceptionList() {}

  /**
   * Counts by rule, by age and by feeder, then the exceptions, those learnt last first. Ages count
   * in data time, from when the platform learnt the last exception of all.
   *
   * @param limit exceptions listed
   */
  public static Map<String, Object> of(Connection connection, Filter filter, int limit)
      throws SQLException {
    List<Object> arguments = new ArrayList<>();
    String where = where(filter, arguments);
    Object[] bound = arguments.toArray();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "byRule",
        Query.rows(
            connection,
            "SELECT rule, fate, count(*) AS count, min(start) AS first, max(start) AS last"
                + " FROM meter_reading_exception"
                + where
                + " GROUP BY rule, fate ORDER BY count(*) DESC, rule, fate",
            bound));
    document.put(
        "byAge",
        Query.rows(
            connection,
            "SELECT CASE WHEN age < interval '1 day' THEN 'under 1 day'"
                + " WHEN age < interval '7 days' THEN '1 to 7 days'"
                + " WHEN age < interval '30 days' THEN '7 to 30 days'"
                + " ELSE '30 days and more' END AS age, count(*) AS count FROM"
                + " (SELECT (SELECT max(known_at) FROM meter_reading_exception) - known_at AS age"
                + " FROM meter_reading_exception"
                + where
                + ") aged GROUP BY 1 ORDER BY min(aged.age)",
            bound));
    document.put(
        "byFeeder",
        Query.rows(
            connection,
            "SELECT feeder, count(*) AS count FROM meter_reading_exception"
                + where
                + " GROUP BY feeder ORDER BY count(*) DESC, feeder LIMIT 20",
            bound));
    document.put(
        "exceptions",
        Query.rows(
            connection,
            "SELECT usage_point AS \"usagePoint\", meter, channel, start, rule, fate, detail,"
                + " feeder, raw_id AS \"rawId\", known_at AS \"knownAt\""
                + " FROM meter_reading_exception"
                + where
                + " ORDER BY known_at DESC, usage_point, channel, start, rule LIMIT "
                + limit,
            bound));
    return document;
  }

  /** The lines a filter asks for, as the end of a statement; empty for all. */
  static String where(Filter filter, List<Object> arguments) {
    List<String> parts = new ArrayList<>();
    add(parts, arguments, "rule = ?", filter.rule());
    add(parts, arguments, "feeder = ?", filter.feeder());
    add(parts, arguments, "? IN (meter, usage_point)", filter.meter());
    add(parts, arguments, "channel = ?", filter.channel());
    add(parts, arguments, "start >= ?", filter.from());
    add(parts, arguments, "start < ?", filter.to());
    add(
        parts,
        arguments,
        "known_at <= (SELECT max(known_at) FROM meter_reading_exception) - make_interval(days =>"
            + " ?)",
        filter.olderThanDays());
    return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
  }

  private static void add(
      List<String> parts, List<Object> arguments, String condition, Object value) {
    if (value != null) {
      parts.add(condition);
      arguments.add(value);
    }
  }

  /** The same for a person. */
  @SuppressWarnings("unchecked") // of() made it.
  public static String text(Map<String, Object> document) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> rules = (List<Map<String, Object>>) document.get("byRule");
    if (rules.isEmpty()) {
      return "No exceptions.";
    }
    for (Map<String, Object> rule : rules) {
      text.append(
          String.format(
              "%8s  %-24s %-10s %s … %s%n",
              rule.get("count"),
              rule.get("rule"),
              rule.get("fate"),
              rule.get("first"),
              rule.get("last")));
    }
    for (String group : List.of("age", "feeder")) {
      text.append(System.lineSeparator());
      String list = group.equals("age") ? "byAge" : "byFeeder";
      for (Map<String, Object> one : (List<Map<String, Object>>) document.get(list)) {
        Object name = one.get(group).equals("") ? "no feeder" : one.get(group);
        text.append(String.format("%8s  %s%n", one.get("count"), name));
      }
    }
    text.append(System.lineSeparator());
    for (Map<String, Object> one : (List<Map<String, Object>>) document.get("exceptions")) {
      text.append(
          String.format(
              "%s  %-14s %-12s %-20s %s%n",
              one.get("start"),
              one.get("usagePoint"),
              one.get("channel"),
              one.get("rule"),
              one.get("detail")));
    }
    return text.toString().stripTrailing();
  }
}
