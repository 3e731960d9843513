package io.commonwatt.app.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, read from its database, with the identities that must hold. Keys and their
 * meaning: the command line reference. Not thread-safe.
 */
public final class RunReport {

  /** Of a series and issue one of these forecasts beside the reference. */
  private static final String MODELS = "'blend', 'linear-pinball', 'boosted-pinball', 'onnx'";

  private static final String REFERENCE = "seasonal-naive";

  private final Connection connection;
  private final List<String> violations = new ArrayList<>();

  public RunReport(Connection connection) {
    this.connection = connection;
  }

  /** Counts of readings by their fate. */
  public Map<String, Object> readings() throws SQLException {
    long raw = number("SELECT count(*) FROM meter_reading_raw");
    long atTheDoor =
        number("SELECT count(*) FROM platform_rejected WHERE reading AND stage = 'ingestion'");
    long rejected = number("SELECT count(*) FROM platform_rejected WHERE reading");
    long accepted =
        number("SELECT count(*) FROM meter_reading_validated WHERE origin = 'MEASURED'");
    long estimated =
        number("SELECT count(*) FROM meter_reading_validated WHERE origin = 'ESTIMATED'");
    long stored = number("SELECT count(*) FROM meter_reading_validated");
    long duplicate =
        number("SELECT count(*) FROM meter_reading_exception WHERE fate = 'DUPLICATE'");
    long superseded =
        number("SELECT count(*) FROM meter_reading_exception WHERE fate = 'SUPERSEDED'");
    long published = raw + atTheDoor;
    hold(
        published == accepted + duplicate + superseded + rejected,
        "readings: published %d, but accepted %d + duplicate %d + superseded %d + rejected %d = %d",
        published,
        accepted,
        duplicate,
        superseded,
        rejected,
        accepted + duplicate + superseded + rejected);
    hold(
        stored == accepted + estimated,
        "readings: stored %d, but accepted %d + estimated %d",
        stored,
        accepted,
        estimated);
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("published", published);
    counts.put("accepted", accepted);
    counts.put("duplicate", duplicate);
    counts.put("superseded", superseded);
    counts.put("rejected", rejected);
    counts.put("estimated", estimated);
    counts.put("stored", stored);
    return counts;
  }

  /** What was rejected, by stage and rule, with the first place it happened. */
  public List<Map<String, Object>> rejections() throws SQLException {
    List<Map<String, Object>> found = new ArrayList<>();
    try (PreparedStatement statement =
            prepare(
                "SELECT stage, rule, count(*), min(reference) FROM platform_rejected"
                    + " GROUP BY stage, rule ORDER BY stage, rule");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("stage", rows.getString(1));
        one.put("rule", rows.getString(2));
        one.put("count", rows.getLong(3));
        one.put("firstReference", rows.getString(4));
        found.add(one);
      }
    }
    return found;
  }

  /**
   * Forecast accuracy of the model beside its reference, over the same (series, issue, horizon)
   * pairs. Pinball is the mean over usage-point intervals and levels, Wh; MASE is the mean over
   * series.
   */
  public Map<String, Object> forecast() throws SQLException {
    Map<String, Object> result = new LinkedHashMap<>(accuracy("true"));
    List<Map<String, Object>> horizons = new ArrayList<>();
    for (int[] range : new int[][] {{0, 6}, {6, 24}, {24, 48}}) {
      Map<String, Object> horizon = new LinkedHashMap<>();
      horizon.put("fromHours", range[0]);
      horizon.put("toHours", range[1]);
      horizon.putAll(accuracy("m.from_hours = " + range[0]));
      horizons.add(horizon);
    }
    result.put("byHorizon", horizons);
    List<Map<String, Object>> segments = new ArrayList<>();
    for (String kind : new String[] {"USAGE_POINT", "FEEDER", "COMMUNITY"}) {
      for (String channel : texts("SELECT DISTINCT channel FROM forecast_score ORDER BY 1")) {
        Map<String, Object> segment = new LinkedHashMap<>();
        segment.put("kind", kind);
        segment.put("channel", channel);
        segment.putAll(accuracy("m.kind = '" + kind + "' AND m.channel = '" + channel + "'"));
        if (segment.get("pinball") != null) {
          segments.add(segment);
        }
      }
    }
    result.put("bySegment", segments);
    return result;
  }

  private Map<String, Object> accuracy(String condition) throws SQLException {
    boolean allKinds = condition.contains("kind");
    String sql =
        "WITH pair AS (SELECT m.kind, m.owner, m.channel, m.steps,"
            + " m.absolute_error_wh AS e, m.pinball_wh AS p, m.scale_wh AS s, m.covered_steps AS c,"
            + " r.absolute_error_wh AS re, r.pinball_wh AS rp"
            + " FROM forecast_score m JOIN forecast_score r USING (kind, owner, channel, issued, from_hours)"
            + " WHERE m.model IN ("
            + MODELS
            + ") AND r.model = '"
            + REFERENCE
            + "'"
            + (allKinds ? "" : " AND m.kind = 'USAGE_POINT'")
            + " AND m.steps = r.steps AND "
            + condition
            + "),"
            + " series AS (SELECT sum(e) / nullif(sum(s * steps), 0) AS mase,"
            + " sum(re) / nullif(sum(s * steps), 0) AS mase_reference"
            + " FROM pair GROUP BY kind, owner, channel)"
            + " SELECT (SELECT avg(mase) FROM series), (SELECT avg(mase_reference) FROM series),"
            + " sum(p) / nullif(sum(steps), 0), sum(rp) / nullif(sum(steps), 0),"
            + " sum(c)::float8 / nullif(sum(steps), 0), coalesce(sum(steps), 0) FROM pair";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("mase", real(row, 1));
      result.put("maseReference", real(row, 2));
      result.put("pinball", real(row, 3));
      result.put("pinballReference", real(row, 4));
      result.put("coverage90", real(row, 5));
      result.put("intervals", row.getLong(6));
      return result;
    }
  }

  /**
   * Cost of each strategy: Σ of the last version of every settlement, with the stock left in the
   * stores at the end valued at the mean wholesale import price.
   */
  public Map<String, Object> strategies() throws SQLException {
    Map<String, Object> result = new LinkedHashMap<>();
    for (String strategy : texts("SELECT DISTINCT strategy FROM market_settlement ORDER BY 1")) {
      result.put(strategy, strategy(strategy));
    }
    return result;
  }

  private Map<String, Object> strategy(String name) throws SQLException {
    long bill =
        number(
            "SELECT coalesce(sum("
                + BILL
                + "), 0) FROM market_settlement_member WHERE strategy = ?",
            name);
    long running =
        number(
            "SELECT coalesce(sum(resource_cost_micro_cent), 0) FROM market_settlement WHERE strategy = ?",
            name);
    long stored = number(STORED_AT_END, name);
    long price =
        number(
            "SELECT coalesce(round(avg(wholesale_import_milli_cent_per_kwh)), 0) FROM market_settlement WHERE strategy = ?",
            name);
    long terminal = stored * price;
    long cost = running - terminal;
    long unbalanced =
        number(
            "SELECT count(*) FROM market_settlement s WHERE s.strategy = ? AND s.net_wh <>"
                + " (SELECT coalesce(sum(m.net_wh), 0) FROM market_settlement_member m"
                + " WHERE m.community = s.community AND m.strategy = s.strategy AND m.start = s.start"
                + " AND m.length_seconds = s.length_seconds)",
            name);
    unbalanced +=
        number(
            "SELECT count(*) FROM market_settlement_member WHERE strategy = ?"
                + " AND net_wh <> load_wh + storage_wh - generation_wh",
            name);
    hold(unbalanced == 0, "strategy %s: energy does not balance in %d places", name, unbalanced);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(
        "live",
        number("SELECT count(*) FROM market_settlement WHERE live AND strategy = ?", name) > 0);
    result.put("billMicroCent", bill);
    result.put("resourceCostMicroCent", cost);
    result.put("transferMicroCent", bill - cost);
    result.put("storedAtEndWh", stored);
    result.put("terminalValueMicroCent", terminal);
    result.put(
        "peakKw",
        decimal(
            "SELECT max(net_wh * 3.6 / length_seconds) FROM market_settlement WHERE strategy = ?",
            name));
    result.put("selfConsumption", decimal(SELF_CONSUMPTION, name));
    result.put(
        "importKwh",
        decimal(
            "SELECT sum(greatest(net_wh, 0)) / 1000.0 FROM market_settlement WHERE strategy = ?",
            name));
    result.put(
        "exportKwh",
        decimal(
            "SELECT sum(greatest(-net_wh, 0)) / 1000.0 FROM market_settlement WHERE strategy = ?",
            name));
    result.put(
        "intervals", number("SELECT count(*) FROM market_settlement WHERE strategy = ?", name));
    result.put(
        "incompleteIntervals",
        number("SELECT count(*) FROM market_settlement WHERE NOT complete AND strategy = ?", name));
    result.put("energyBalanced", unbalanced == 0);
    return result;
  }

  private static final String BILL = "trade_micro_cent + grid_micro_cent + fees_micro_cent";

  private static final String STORED_AT_END =
      "SELECT coalesce(sum(m.stored_wh), 0) FROM market_settlement_member m JOIN"
          + " (SELECT community, strategy, max(start) AS start FROM market_settlement"
          + " WHERE strategy = ? GROUP BY community, strategy) last USING (community, strategy, start)";

  /** Share of the generation that stays inside the community, hour by hour. */
  private static final String SELF_CONSUMPTION =
      "SELECT 1 - sum(least(greatest(-s.net_wh, 0), g.wh))::float8 / nullif(sum(g.wh), 0)"
          + " FROM market_settlement s JOIN (SELECT community, strategy, start, length_seconds,"
          + " sum(generation_wh) AS wh FROM market_settlement_member GROUP BY 1, 2, 3, 4) g"
          + " USING (community, strategy, start, length_seconds) WHERE s.strategy = ?";

  /**
   * Checks that no two strategies moved the devices alike. Those with rules of their own are left
   * out: where no limit binds, or nothing is traded, they do what another does; so does every
   * market where each community is one home.
   */
  public void strategiesDiffer() throws SQLException {
    List<String> names =
        texts(
            "SELECT DISTINCT strategy FROM market_settlement"
                + " WHERE strategy NOT LIKE '%/%' ORDER BY 1");
    boolean stores =
        number("SELECT count(*) FROM market_settlement_member WHERE storage_wh <> 0") > 0;
    boolean neighbours =
        number(
                "SELECT coalesce(max(homes), 0) FROM (SELECT count(DISTINCT usage_point) AS homes"
                    + " FROM market_settlement_member GROUP BY community) AS sizes")
            > 1;
    for (int i = 0; stores && neighbours && i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        long different =
            number(
                "SELECT count(*) FROM market_settlement_member a JOIN market_settlement_member b"
                    + " USING (community, start, length_seconds, usage_point) WHERE a.strategy = ?"
                    + " AND b.strategy = ? AND a.storage_wh <> b.storage_wh",
                names.get(i),
                names.get(j));
        hold(
            different > 0,
            "strategies %s and %s moved every device alike",
            names.get(i),
            names.get(j));
      }
    }
  }

  /** Count, sum and agreement of the ledger with the settlements. */
  public Map<String, Object> ledger(boolean chainVerified) throws SQLException {
    long entries = number("SELECT count(*) FROM ledger_entry");
    long sum = number("SELECT coalesce(sum(amount_micro_cent), 0) FROM ledger_posting");
    long different =
        number(
            "WITH booked AS (SELECT split_part(book, '|', 2) AS strategy, substr(account, 8) AS usage_point,"
                + " sum(amount_micro_cent) AS amount FROM ledger_posting WHERE account LIKE 'member:%'"
                + " GROUP BY 1, 2), settled AS (SELECT strategy, usage_point, sum("
                + BILL
                + ") AS amount"
                + " FROM market_settlement_member GROUP BY 1, 2)"
                + " SELECT count(*) FROM booked FULL JOIN settled USING (strategy, usage_point)"
                + " WHERE coalesce(booked.amount, 0) <> coalesce(settled.amount, 0)");
    hold(chainVerified, "ledger: the hash chain does not verify");
    hold(sum == 0, "ledger: the postings sum to %d micro-cent, not 0", sum);
    hold(different == 0, "ledger: %d member accounts differ from their settlements", different);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("entries", entries);
    result.put("sumMicroCent", sum);
    result.put("verified", chainVerified);
    result.put("matchesSettlement", different == 0);
    return result;
  }

  /** Identities that did not hold, in words; empty when all did. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  private void hold(boolean condition, String message, Object... values) {
    if (!condition) {
      violations.add(String.format(java.util.Locale.ROOT, message, values));
    }
  }

  private long number(String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private Double decimal(String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return real(row, 1);
    }
  }

  private List<String> texts(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = prepare(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private PreparedStatement prepare(String sql, String... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setString(i + 1, parameters[i]);
    }
    return statement;
  }

  private static Double real(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : Math.round(value * 1e6) / 1e6;
  }
}
