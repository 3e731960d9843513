package io.commonwatt.app.compare;

import io.commonwatt.app.Output;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comparison as one HTML page that needs nothing else. Stateless. */
final class ComparePage {

  private ComparePage() {}

  static String of(Map<String, Object> document, List<StrategyRow> rows, String currency) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>")
        .append("<title>Commonwatt: strategies compared</title><style>")
        .append("body{font-family:sans-serif;margin:2em;max-width:75em}table{border-collapse:")
        .append("collapse}td,th{padding:.3em .6em;border-bottom:1px solid #ccc;text-align:right}")
        .append("td:first-child,th:first-child,td:nth-child(2),td:nth-child(3){text-align:left}")
        .append("</style></head><body><h1>Strategies on ")
        .append(escape(String.valueOf(document.get("data"))))
        .append("</h1><p>")
        .append(escape(document.get("homes") + " homes, " + document.get("hours") + " hours from "))
        .append(escape(String.valueOf(document.get("from"))))
        .append("; data ")
        .append(escape(String.valueOf(document.get("dataHash")).substring(0, 16)))
        .append("…; ")
        .append(escape(String.valueOf(document.get("network"))))
        .append(". J counts the energy at the community's connection, wear and")
        .append(" what is stored at the end; the bound is what perfect foresight could have")
        .append(" reached.</p>");
    table(page, rows, currency);
    page.append("<h2>Why they cost more than the bound</h2>");
    waterfall(page, rows, currency);
    robustness(page, rows, currency);
    page.append("<h2>Cost against what leaves the homes</h2>");
    page.append(FrontierPlot.ofBits(rows));
    page.append("<h2>Cost against what an attacker learns</h2>");
    page.append(FrontierPlot.ofLeakage(rows));
    page.append("<details><summary>All figures</summary><pre>")
        .append(escape(Output.toJson(document)))
        .append("</pre></details></body></html>");
    return page.toString();
  }

  private static void table(StringBuilder page, List<StrategyRow> rows, String currency) {
    page.append("<table><tr><th>strategy</th><th>cell</th><th>audited</th><th>J, ")
        .append(escape(currency))
        .append("</th><th>gap</th><th>bills</th><th>peak kW</th><th>self-sufficiency</th>")
        .append("<th>CO₂ kg</th><th>fairness</th><th>worse off</th><th>bit/home/day</th>")
        .append("<th>R²</th><th>rounds</th><th>CPU s</th></tr>");
    for (StrategyRow row : rows) {
      page.append("<tr>");
      cell(page, row.name());
      cell(page, row.cell());
      cell(page, row.auditedCell());
      cell(page, "%.2f", row.resourceCostMicroCent() / 1e8);
      cell(page, "%.3f", row.gap());
      cell(page, "%.2f", row.criteria().billMicroCent() / 1e8);
      cell(page, "%.2f", row.criteria().peakKw());
      cell(page, "%.3f", row.criteria().selfSufficiency());
      cell(page, "%.1f", row.carbonKg());
      cell(page, "%.3f", row.fairness().jain());
      cell(page, "%.2f", row.fairness().worseOffShare());
      cell(page, "%.0f", row.bitsPerHomeDay());
      cell(page, "%.3f", row.leakageR2());
      cell(page, "%.1f", row.messages().rounds());
      cell(page, "%.1f", row.cpuSeconds());
      page.append("</tr>");
    }
    page.append("</table>");
  }

  /** The steps of each strategy; they add up to what it costs beyond the bound. */
  private static void waterfall(StringBuilder page, List<StrategyRow> rows, String currency) {
    page.append("<table><tr><th>strategy</th><th>beyond the bound, ")
        .append(escape(currency))
        .append("</th><th></th><th>finite horizon</th><th>forecast error</th>")
        .append("<th>late data</th><th>decentralisation</th><th>billing boundary</th>")
        .append("<th>trade</th><th>more with strategic bids</th></tr>");
    for (StrategyRow row : rows) {
      Waterfall steps = row.waterfall();
      if (steps != null) {
        page.append("<tr>");
        cell(page, row.name());
        cell(page, "%.2f", steps.sumMicroCent() / 1e8);
        cell(page, "=");
        steps.steps().values().forEach(step -> cell(page, "%.2f", step / 1e8));
        Long strategic = steps.strategicBids();
        cell(page, "%.2f", strategic == null ? null : strategic / 1e8);
        page.append("</tr>");
      }
    }
    page.append("</table>");
  }

  /** What each strategy costs more where one thing goes wrong. */
  private static void robustness(StringBuilder page, List<StrategyRow> rows, String currency) {
    if (rows.get(0).robustness().isEmpty()) {
      return;
    }
    page.append("<h2>What they cost more when something goes wrong, ")
        .append(escape(currency))
        .append("</h2><table><tr><th>strategy</th>");
    rows.get(0).robustness().keySet().forEach(trial -> page.append("<th>" + trial + "</th>"));
    page.append("</tr>");
    for (StrategyRow row : rows) {
      page.append("<tr>");
      cell(page, row.name());
      row.robustness().values().forEach(cost -> cell(page, "%.2f", cost / 1e8));
      page.append("</tr>");
    }
    page.append("</table>");
  }

  private static void cell(StringBuilder page, String text) {
    page.append("<td>").append(escape(text)).append("</td>");
  }

  private static void cell(StringBuilder page, String format, Double value) {
    boolean known = value != null && Double.isFinite(value);
    String text = known ? String.format(Locale.ROOT, format, value) : "–";
    cell(page, text.matches("-0\\.?0*") ? text.substring(1) : text);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }
}
