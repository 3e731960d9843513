package io.commonwatt.app.vee;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.EditValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Works out bulk edits from what is stored: for each interval of the work list what it has and what
 * it would get. It only reads.
 */
public final class EditPlan {

  private static final Duration NEIGHBOUR = Duration.ofDays(1);
  private static final int LIKE_WEEKS = 4;
  private static final Set<String> TRUSTED = Set.of("VALID", "EDITED", "DERIVED");
  private static final String EDITED = "EDITED";

  /** Intervals a rule doubts or an estimate stands in for, each once. */
  private static final String INTERVALS =
      "SELECT v.usage_point, v.channel, v.start, v.length_seconds, v.energy_wh, v.raw_wh,"
          + " v.quality, e.rule FROM (SELECT usage_point, channel, start, min(rule) AS rule"
          + " FROM meter_reading_exception%s fate IN ('FLAGGED', 'ESTIMATED')"
          + " GROUP BY usage_point, channel, start) e"
          + " JOIN meter_reading_validated v USING (usage_point, channel, start)"
          + " ORDER BY v.usage_point, v.channel, v.start";

  private static final String STORED =
      "SELECT start, energy_wh, quality FROM meter_reading_validated WHERE usage_point = ?"
          + " AND channel = ? AND length_seconds = ? AND start >= ? AND start < ?";
  private static final String ONE =
      "SELECT usage_point, energy_wh, raw_wh, quality FROM meter_reading_validated"
          + " WHERE (usage_point = ? OR meter = ?) AND channel = ? AND start = ?"
          + " ORDER BY usage_point LIMIT 1";

  /** What to do with each interval. */
  public enum Kind {
    /** A value that is given. */
    SET,
    /** What was received, now verified. */
    ACCEPT,
    /** What was received times a factor. */
    SCALE,
    /** The straight line between the nearest good intervals within a day. */
    INTERPOLATE,
    /** The same local time of the last like weekday that is good, four weeks back at most. */
    LIKE_DAY,
    /** The reading or its estimate holds again. */
    WITHDRAW
  }

  /**
   * What to do, by whom and why.
   *
   * @param number the value, Wh, or the factor; null for other kinds
   */
  public record Action(Kind kind, BigDecimal number, String editor, String reason) {

    String method() {
      return switch (kind) {
        case SET -> "manual";
        case ACCEPT -> "verified";
        case SCALE -> "scaled by " + number.toPlainString();
        case INTERPOLATE -> "linear";
        case LIKE_DAY -> "like-day";
        case WITHDRAW -> "withdraw";
      };
    }
  }

  /**
   * An edit to be made.
   *
   * @param oldWh energy it has now, Wh; null when there is none
   * @param newWh energy it will have, Wh; null when an edit is withdrawn and validation estimates
   */
  public record Line(EditValue edit, String quality, Long oldWh, Long newWh) {}

  /** An interval that is left as it is, and why. */
  public record Left(String usagePoint, String channel, Instant start, String why) {}

  private final List<Line> lines = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();

  private EditPlan() {}

  public List<Line> lines() {
    return lines;
  }

  public List<Left> left() {
    return left;
  }

  /** The edits alone. */
  public List<EditValue> edits() {
    return lines.stream().map(Line::edit).toList();
  }

  /**
   * Edits of the intervals a filter selects from the work list. Edited intervals are left alone,
   * unless edits are withdrawn: then others are.
   *
   * @param zone local time of like days
   */
  public static EditPlan of(
      Connection connection, ExceptionList.Filter filter, Action action, ZoneId zone)
      throws SQLException {
    List<Object> arguments = new ArrayList<>();
    String where = ExceptionList.where(filter, arguments);
    List<Map<String, Object>> rows =
        Query.rows(
            connection,
            INTERVALS.formatted(where.isEmpty() ? " WHERE" : where + " AND"),
            arguments.toArray());
    EditPlan plan = new EditPlan();
    for (int begin = 0; begin < rows.size(); ) {
      int end = begin + 1;
      while (end < rows.size() && sameSeries(rows.get(begin), rows.get(end))) {
        end++;
      }
      plan.series(connection, rows.subList(begin, end), action, zone);
      begin = end;
    }
    return plan;
  }

  /** What the edits of a file change. */
  public static EditPlan of(Connection connection, List<EditValue> edits) throws SQLException {
    EditPlan plan = new EditPlan();
    for (EditValue edit : edits) {
      List<Map<String, Object>> found =
          Query.rows(
              connection, ONE, edit.meter(), edit.meter(), edit.channel().code(), edit.start());
      if (found.isEmpty()) {
        plan.lines.add(new Line(edit, "none", null, edit.energyWh()));
      } else {
        Map<String, Object> row = found.get(0);
        Long newWh = edit.energyWh() == null ? (Long) row.get("raw_wh") : edit.energyWh();
        plan.lines.add(
            new Line(edit, (String) row.get("quality"), (Long) row.get("energy_wh"), newWh));
      }
    }
    return plan;
  }

  private static boolean sameSeries(Map<String, Object> one, Map<String, Object> other) {
    return one.get("usage_point").equals(other.get("usage_point"))
        && one.get("channel").equals(other.get("channel"))
        && one.get("length_seconds").equals(other.get("length_seconds"));
  }

  private void series(
      Connection connection, List<Map<String, Object>> rows, Action action, ZoneId zone)
      throws SQLException {
    boolean looksAround = action.kind() == Kind.INTERPOLATE || action.kind() == Kind.LIKE_DAY;
    NavigableMap<Instant, Long> good = looksAround ? good(connection, rows) : new TreeMap<>();
    for (Map<String, Object> row : rows) {
      good.remove(start(row)); // what is in doubt is no measure for the others
    }
    boolean withdraws = action.kind() == Kind.WITHDRAW;
    for (Map<String, Object> row : rows) {
      if (row.get("quality").equals(EDITED) != withdraws) {
        leave(row, withdraws ? "it is not edited" : "it is edited; withdraw that first");
        continue;
      }
      Long value = value(row, action, zone, good);
      if (value != null || withdraws) {
        add(row, action, value);
      }
    }
  }

  private void add(Map<String, Object> row, Action action, Long value) {
    boolean withdraws = action.kind() == Kind.WITHDRAW;
    lines.add(
        new Line(
            new EditValue(
                (String) row.get("usage_point"),
                Channel.parse((String) row.get("channel")),
                start(row),
                (Integer) row.get("length_seconds"),
                value,
                (String) row.get("rule"),
                action.method(),
                action.editor(),
                action.reason(),
                0),
            (String) row.get("quality"),
            (Long) row.get("energy_wh"),
            withdraws ? (Long) row.get("raw_wh") : value));
  }

  /** The value of an interval; null when there is none, which was noted, or none is needed. */
  private Long value(
      Map<String, Object> row, Action action, ZoneId zone, NavigableMap<Instant, Long> good) {
    Long raw = (Long) row.get("raw_wh");
    Instant start = start(row);
    Long value =
        switch (action.kind()) {
          case SET -> action.number().longValueExact();
          case ACCEPT -> raw;
          case SCALE -> raw == null ? null : scaled(raw, action.number());
          case INTERPOLATE -> between(start, good);
          case LIKE_DAY -> likeDay(start, zone, good);
          case WITHDRAW -> null;
        };
    if (value == null && action.kind() != Kind.WITHDRAW) {
      leave(
          row,
          switch (action.kind()) {
            case INTERPOLATE -> "there is no good interval within a day on either side";
            case LIKE_DAY -> "none of the last four like days is good at that time";
            default -> "nothing was received";
          });
    } else if (value != null && value < 0) {
      leave(row, "the value would be " + value + " Wh");
      return null;
    }
    return value;
  }

  private void leave(Map<String, Object> row, String why) {
    left.add(
        new Left((String) row.get("usage_point"), (String) row.get("channel"), start(row), why));
  }

  private static long scaled(long wh, BigDecimal factor) {
    return BigDecimal.valueOf(wh)
        .multiply(factor)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static Long between(Instant start, NavigableMap<Instant, Long> good) {
    Map.Entry<Instant, Long> before = good.lowerEntry(start);
    Map.Entry<Instant, Long> after = good.higherEntry(start);
    if (before == null
        || after == null
        || Duration.between(before.getKey(), start).compareTo(NEIGHBOUR) > 0
        || Duration.between(start, after.getKey()).compareTo(NEIGHBOUR) > 0) {
      return null;
    }
    long whole = Duration.between(before.getKey(), after.getKey()).toSeconds();
    long part = Duration.between(before.getKey(), start).toSeconds();
    return BigDecimal.valueOf(after.getValue() - before.getValue())
        .multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_EVEN)
        .add(BigDecimal.valueOf(before.getValue()))
        .longValueExact();
  }

  private static Long likeDay(Instant start, ZoneId zone, NavigableMap<Instant, Long> good) {
    for (int weeks = 1; weeks <= LIKE_WEEKS; weeks++) {
      Long value = good.get(start.atZone(zone).minusWeeks(weeks).toInstant());
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static NavigableMap<Instant, Long> good(
      Connection connection, List<Map<String, Object>> rows) throws SQLException {
    Map<String, Object> first = rows.get(0);
    Instant from = start(first).minus(Duration.ofDays(7L * LIKE_WEEKS + 1));
    Instant to = start(rows.get(rows.size() - 1)).plus(NEIGHBOUR).plusSeconds(1);
    NavigableMap<Instant, Long> good = new TreeMap<>();
    for (Map<String, Object> row :
        Query.rows(
            connection,
            STORED,
            first.get("usage_point"),
            first.get("channel"),
            first.get("length_seconds"),
            from,
            to)) {
      if (TRUSTED.contains((String) row.get("quality"))) {
        good.put(start(row), (Long) row.get("energy_wh"));
      }
    }
    return good;
  }

  private static Instant start(Map<String, Object> row) {
    return Instant.parse((String) row.get("start"));
  }

  /**
   * The plan for JSON.
   *
   * @param limit intervals listed; the totals are of all
   */
  public Map<String, Object> document(int limit) {
    long oldWh = 0;
    long newWh = 0;
    long open = 0;
    for (Line line : lines) {
      oldWh += line.oldWh() == null ? 0 : line.oldWh();
      newWh += line.newWh() == null ? 0 : line.newWh();
      open += line.newWh() == null ? 1 : 0;
    }
    List<Map<String, Object>> intervals = new ArrayList<>();
    for (Line line : lines.subList(0, Math.min(limit, lines.size()))) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("usagePoint", line.edit().meter());
      one.put("channel", line.edit().channel().code());
      one.put("start", line.edit().start().toString());
      one.put("quality", line.quality());
      one.put("oldWh", line.oldWh());
      one.put("newWh", line.newWh());
      one.put("rule", line.edit().rule());
      one.put("method", line.edit().method());
      intervals.add(one);
    }
    List<Map<String, Object>> alone = new ArrayList<>();
    for (Left each : left.subList(0, Math.min(limit, left.size()))) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("usagePoint", each.usagePoint());
      one.put("channel", each.channel());
      one.put("start", each.start().toString());
      one.put("why", each.why());
      alone.add(one);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("edits", lines.size());
    document.put("left", left.size());
    document.put("oldWh", oldWh);
    document.put("newWh", newWh);
    document.put("toBeEstimated", open);
    document.put("intervals", intervals);
    document.put("leftIntervals", alone);
    return document;
  }

  /** The same for a person. */
  public String text(int limit) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines.subList(0, Math.min(limit, lines.size()))) {
      text.append(
          String.format(
              "%s  %-14s %-12s %10s Wh -> %10s Wh  %s, %s%n",
              line.edit().start(),
              line.edit().meter(),
              line.edit().channel().code(),
              line.oldWh() == null ? "no" : line.oldWh(),
              line.newWh() == null ? "estimated" : line.newWh(),
              line.quality(),
              line.edit().method()));
    }
    if (lines.size() > limit) {
      text.append(String.format("… and %d more; --limit shows them%n", lines.size() - limit));
    }
    for (Left each : left.subList(0, Math.min(limit, left.size()))) {
      text.append(
          String.format(
              "%s  %-14s %-12s left: %s%n",
              each.start(), each.usagePoint(), each.channel(), each.why()));
    }
    Map<String, Object> totals = document(0);
    text.append(
        String.format(
            "%d intervals edited, %d left; %s Wh become %s Wh",
            lines.size(), left.size(), totals.get("oldWh"), totals.get("newWh")));
    if ((long) totals.get("toBeEstimated") > 0) {
      text.append(" and what validation estimates for ").append(totals.get("toBeEstimated"));
    }
    return text.toString();
  }
}
