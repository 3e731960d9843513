package io.commonwatt.app.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as a person would read it. */
final class ReportText {

  private ReportText() {}

  @SuppressWarnings("unchecked")
  static String of(Map<String, Object> report) {
    StringBuilder text = new StringBuilder();
    line(text, "");
    line(
        text,
        "%s, %s to %s%s",
        report.get("data"),
        report.get("from"),
        report.get("to"),
        Boolean.TRUE.equals(report.get("simulatedResources")) ? "  (simulated resources)" : "");
    Map<String, Object> readings = (Map<String, Object>) report.get("readings");
    line(text, "");
    line(
        text,
        "Readings    published %s = accepted %s + duplicate %s + superseded %s + rejected %s",
        readings.get("published"),
        readings.get("accepted"),
        readings.get("duplicate"),
        readings.get("superseded"),
        readings.get("rejected"));
    line(
        text,
        "            stored %s = accepted + estimated %s",
        readings.get("stored"),
        readings.get("estimated"));
    Map<String, Object> forecast = (Map<String, Object>) report.get("forecast");
    line(text, "");
    line(text, "Forecasts   lead time     MASE   (naive)    pinball Wh   (naive)");
    for (Map<String, Object> horizon : (List<Map<String, Object>>) forecast.get("byHorizon")) {
      line(
          text,
          "            %2s–%2s h     %7s   %7s      %8s  %8s",
          horizon.get("fromHours"),
          horizon.get("toHours"),
          number(horizon.get("mase"), 3),
          number(horizon.get("maseReference"), 3),
          number(horizon.get("pinball"), 2),
          number(horizon.get("pinballReference"), 2));
    }
    line(text, "");
    strategies(text, (Map<String, Map<String, Object>>) report.get("strategies"));
    line(text, "            (* live; the others run in shadow on the same stream)");
    Map<String, Object> ledger = (Map<String, Object>) report.get("ledger");
    line(text, "");
    line(
        text,
        "Ledger      %s entries, sum %s micro-cent, chain %s",
        ledger.get("entries"),
        ledger.get("sumMicroCent"),
        Boolean.TRUE.equals(ledger.get("verified")) ? "verified" : "BROKEN");
    line(text, "");
    line(
        text,
        "Took        %s s, %s readings/s, peak memory %s MB",
        report.get("wallSeconds"),
        report.get("readingsPerSecond"),
        report.get("peakMemoryMb"));
    line(text, "Digest      %s", report.get("digest"));
    line(text, "Board       %s", report.get("boardUrl"));
    if (report.get("violations") instanceof List<?> violations) {
      line(text, "");
      violations.forEach(violation -> line(text, "VIOLATION   %s", violation));
    }
    return text.toString().stripTrailing();
  }

  private static void strategies(StringBuilder text, Map<String, Map<String, Object>> strategies) {
    int width = 10;
    for (String name : strategies.keySet()) {
      width = Math.max(width, name.length() + 1);
    }
    String form = "%-" + width + "s %14s %14s %14s %9s %9s";
    line(
        text,
        "Strategies  " + form,
        "",
        "resource cost",
        "bill",
        "transfer",
        "peak kW",
        "self-use");
    for (Map.Entry<String, Map<String, Object>> strategy : strategies.entrySet()) {
      Map<String, Object> values = strategy.getValue();
      line(
          text,
          "            " + form,
          strategy.getKey() + (Boolean.TRUE.equals(values.get("live")) ? "*" : ""),
          money(values.get("resourceCostMicroCent")),
          money(values.get("billMicroCent")),
          money(values.get("transferMicroCent")),
          number(values.get("peakKw"), 1),
          percent(values.get("selfConsumption")));
    }
  }

  private static String number(Object value, int decimals) {
    return value == null
        ? "–"
        : String.format(Locale.ROOT, "%." + decimals + "f", ((Number) value).doubleValue());
  }

  private static String percent(Object value) {
    return value == null
        ? "–"
        : String.format(Locale.ROOT, "%.1f %%", 100 * ((Number) value).doubleValue());
  }

  /** Micro-cent as units of the currency. */
  private static String money(Object microCent) {
    return String.format(Locale.ROOT, "%,.2f", ((Number) microCent).longValue() / 1e8);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
