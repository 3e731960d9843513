package io.commonwatt.app.compare;

import io.commonwatt.app.Output;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The comparison as one HTML page that needs nothing else. Stateless. */
final class ComparePage {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int MARGIN = 60;

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
        .append("…; copper plate. J counts the energy at the community's connection, wear and")
        .append(" what is stored at the end; the bound is what perfect foresight could have")
        .append(" reached.</p>");
    table(page, rows, currency);
    page.append("<h2>Why they cost more than the bound</h2>");
    waterfall(page, rows, currency);
    robustness(page, rows, currency);
    page.append("<h2>Cost against what leaves the homes</h2>");
    plot(page, rows, "bits of personal data per home and day (log)", true);
    page.append("<h2>Cost against what an attacker learns</h2>");
    plot(page, rows, "held-out R² of the net load, from messages", false);
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

  /** Bits at a place of the logarithmic axis. */
  private static double power(double place) {
    return Math.pow(10, place) - 1;
  }

  private static void axis(StringBuilder page, String text, double x, double y) {
    page.append(String.format(Locale.ROOT, "<text x='%.1f' y='%.1f'>%s</text>", x, y, text));
  }

  /** A point per strategy: cost upwards, leakage to the right. */
  private static void plot(
      StringBuilder page, List<StrategyRow> rows, String label, boolean volume) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double right = 0;
    for (StrategyRow row : rows) {
      least = Math.min(least, row.boundMicroCent() / 1e8);
      most = Math.max(most, row.resourceCostMicroCent() / 1e8);
      right = Math.max(right, x(row, volume));
    }
    page.append(
        String.format(
            Locale.ROOT,
            "<svg width='%d' height='%d' font-size='12'><rect x='%d' y='20' width='%d' height='%d'"
                + " fill='none' stroke='#999'/><text x='%d' y='%d'>%s</text>"
                + "<text x='5' y='15'>J; dashed: the bound</text>",
            WIDTH,
            HEIGHT,
            MARGIN,
            WIDTH - 2 * MARGIN,
            HEIGHT - MARGIN - 20,
            MARGIN,
            HEIGHT - 10,
            escape(label)));
    String atMost =
        String.format(Locale.ROOT, volume ? "%.0f" : "%.2f", volume ? power(right) : right);
    axis(page, "0", MARGIN + 10, HEIGHT - MARGIN + 14);
    if (right > 0) {
      axis(page, atMost, WIDTH - MARGIN - 80, HEIGHT - MARGIN + 14);
    }
    axis(page, String.format(Locale.ROOT, "%.4g", most), 5, y(most, least, most) + 4);
    axis(page, String.format(Locale.ROOT, "%.4g", least), 5, y(least, least, most) + 4);
    double floor = rows.get(0).boundMicroCent() / 1e8;
    page.append(
        String.format(
            Locale.ROOT,
            "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#333' stroke-dasharray='4'/>",
            MARGIN,
            WIDTH - MARGIN,
            y(floor, least, most),
            y(floor, least, most)));
    for (StrategyRow row : rows) {
      double x = x(row, volume);
      if (Double.isFinite(x)) {
        double at = MARGIN + 10 + (right == 0 ? 0 : x / right) * (WIDTH - 2 * MARGIN - 90);
        double y = y(row.resourceCostMicroCent() / 1e8, least, most);
        page.append(
            String.format(
                Locale.ROOT,
                "<circle cx='%.1f' cy='%.1f' r='5' fill='#06c'/><text x='%.1f' y='%.1f'>%s</text>",
                at,
                y,
                at + 8,
                y + 4,
                escape(row.name())));
      }
    }
    page.append("</svg>");
  }

  private static double x(StrategyRow row, boolean volume) {
    return volume ? Math.log10(1 + row.bitsPerHomeDay()) : Math.max(0, row.leakageR2());
  }

  private static double y(double cost, double least, double most) {
    return 30 + (most - cost) / Math.max(1e-9, most - least) * (HEIGHT - MARGIN - 50);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }
}
