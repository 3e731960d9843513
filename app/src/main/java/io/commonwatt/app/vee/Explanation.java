package io.commonwatt.app.vee;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why an interval has the value it has. */
public final class Explanation {

  private static final String INTERVAL =
      "SELECT usage_point AS \"usagePoint\", meter, channel, start,"
          + " length_seconds AS \"lengthSeconds\", energy_wh AS \"energyWh\", raw_wh AS \"rawWh\","
          + " origin, quality, verdicts, method, community, feeder, version,"
          + " known_at AS \"decidedAt\" FROM meter_reading_validated"
          + " WHERE (meter = ? OR usage_point = ?) AND start <= ?"
          + " AND start + make_interval(secs => length_seconds) > ?"
          + " AND (?::text IS NULL OR channel = ?) ORDER BY channel, start";
  private static final String RECEIVED =
      "SELECT source, import_id AS \"importId\", sequence, mantissa,"
          + " power_of_ten AS \"powerOfTen\", unit, sent_quality AS \"sentQuality\","
          + " known_at AS \"knownAt\" FROM meter_reading_raw"
          + " WHERE meter = ? AND channel = ? AND start = ?::timestamptz ORDER BY known_at, import_id, sequence";
  private static final String SAID =
      "SELECT rule, fate, detail, raw_id AS \"rawId\", known_at AS \"knownAt\""
          + " FROM meter_reading_exception WHERE usage_point = ? AND channel = ?"
          + " AND start = ?::timestamptz ORDER BY known_at, rule, raw_id";
  private static final String EDITED =
      "SELECT edit_id AS \"editId\", energy_wh AS \"energyWh\", rule, method, editor, reason,"
          + " known_at AS \"knownAt\" FROM meter_reading_edit WHERE usage_point = ?"
          + " AND channel = ? AND start = ?::timestamptz ORDER BY known_at, edit_id";

  private Explanation() {}

  /**
   * All that is stored about the intervals of a meter or usage point at a time.
   *
   * @param channel only this one; null for all
   */
  public static Map<String, Object> of(Connection connection, String id, Instant at, String channel)
      throws SQLException {
    List<Map<String, Object>> intervals =
        Query.rows(connection, INTERVAL, id, id, at, at, channel, channel);
    for (Map<String, Object> interval : intervals) {
      Object start = interval.get("start");
      Object of = interval.get("channel");
      interval.put("received", Query.rows(connection, RECEIVED, interval.get("meter"), of, start));
      Object point = interval.get("usagePoint");
      interval.put("exceptions", Query.rows(connection, SAID, point, of, start));
      interval.put("edits", Query.rows(connection, EDITED, point, of, start));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("at", at.toString());
    document.put("intervals", intervals);
    return document;
  }

  /** The same for a person. */
  @SuppressWarnings("unchecked") // of() made it.
  public static String text(Map<String, Object> document) {
    StringBuilder text = new StringBuilder();
    for (Map<String, Object> interval : (List<Map<String, Object>>) document.get("intervals")) {
      line(
          text,
          "%s %s, %s, %s s from %s",
          interval.get("usagePoint"),
          interval.get("channel"),
          interval.get("meter").equals("") ? "no meter" : "meter " + interval.get("meter"),
          interval.get("lengthSeconds"),
          interval.get("start"));
      String method = String.valueOf(interval.get("method"));
      line(
          text,
          "  value     %s Wh, %s%s, decided %s",
          interval.get("energyWh"),
          interval.get("quality"),
          method.isEmpty() ? "" : ", by " + method,
          interval.get("decidedAt"));
      line(
          text,
          "  received  %s",
          interval.get("rawWh") == null ? "nothing" : interval.get("rawWh") + " Wh");
      for (Map<String, Object> raw : (List<Map<String, Object>>) interval.get("received")) {
        line(
            text,
            "            %se%s %s%s from %s in %s#%s, learnt %s",
            raw.get("mantissa"),
            raw.get("powerOfTen"),
            raw.get("unit"),
            raw.get("sentQuality").equals("") ? "" : " (" + raw.get("sentQuality") + ")",
            raw.get("source"),
            raw.get("importId"),
            raw.get("sequence"),
            raw.get("knownAt"));
      }
      for (Map<String, Object> said : (List<Map<String, Object>>) interval.get("exceptions")) {
        line(
            text,
            "  rule      %s: %s (%s, %s)",
            said.get("rule"),
            said.get("detail"),
            said.get("fate"),
            said.get("knownAt"));
      }
      for (Map<String, Object> edit : (List<Map<String, Object>>) interval.get("edits")) {
        line(
            text,
            "  edit      %s by %s: %s (%s, %s)",
            edit.get("energyWh") == null ? "withdrawn" : edit.get("energyWh") + " Wh",
            edit.get("editor"),
            edit.get("reason"),
            edit.get("method"),
            edit.get("knownAt"));
      }
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(format, values)).append(System.lineSeparator());
  }
}
