package io.commonwatt.app.backtest;

import io.commonwatt.forecasting.backtest.BacktestResult;
import io.commonwatt.forecasting.backtest.BacktestResult.SeriesScores;
import io.commonwatt.forecasting.backtest.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A backtest as one page of HTML with its plots inside, to be kept and sent. */
public final class BacktestPage {

  private static final int MOST_PLOTS = 8;
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2em auto;padding:0 1em;color:#1d2530}
      h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}
      table{border-collapse:collapse;font-variant-numeric:tabular-nums}
      th,td{padding:.2em .7em;text-align:right;border-bottom:1px solid #e2e6eb}
      th:first-child,td:first-child{text-align:left}tr.model{font-weight:600;background:#eef5fb}
      svg{display:block;max-width:100%;height:auto;margin:.5em 0 1.5em}
      p.note{color:#5a6675}svg text{font:12px system-ui,sans-serif;fill:#5a6675}
      """;

  private final BacktestReport report;
  private final BacktestResult result;
  private final String model;

  /**
   * @param model name of the forecaster that is the model
   */
  public BacktestPage(BacktestReport report, BacktestResult result, String model) {
    this.report = report;
    this.result = result;
    this.model = model;
  }

  /** The page; nothing in it is loaded from elsewhere. */
  public String html() {
    StringBuilder page = new StringBuilder();
    Map<String, Object> document = report.document();
    String title =
        "Backtest of " + document.get("dataSet") + " by the protocol " + document.get("protocol");
    page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escape(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>")
        .append(escape(title))
        .append("</h1><p class=\"note\">")
        .append(
            escape(
                result.series().size()
                    + " series; source: "
                    + document.get("source")
                    + "; weather: "
                    + document.get("weather")
                    + "; configuration "
                    + document.get("configHash")
                    + ", data "
                    + document.get("dataHash")))
        .append("</p>");
    page.append("<h2>All series</h2>");
    table(page, "forecaster", result.means());
    for (String line : report.skillLines()) {
      page.append("<p class=\"note\">").append(escape(line)).append("</p>");
    }
    page.append("<h2>Relative CRPS</h2>");
    bars(page, result.means());
    page.append("<h2>By hours ahead, ").append(escape(model)).append("</h2>");
    Map<String, Scores> horizons = new LinkedHashMap<>();
    result
        .horizons()
        .forEach(
            (horizon, scores) ->
                horizons.put(
                    horizon.fromHours() + " to " + horizon.toHours() + " h", scores.get(model)));
    table(page, "hours", horizons);
    page.append("<h2>By segment, ").append(escape(model)).append("</h2>");
    Map<String, Scores> segments = new LinkedHashMap<>();
    result.segments().forEach((name, scores) -> segments.put(name, scores.get(model)));
    table(page, "segment", segments);
    page.append("<h2>The last forecasts</h2><p class=\"note\">")
        .append("Bands from .05 to .95 and from .3 to .7, the median, and what was (black).</p>");
    for (SeriesScores each : chosen()) {
      page.append("<h3>").append(escape(each.of().series().name())).append("</h3>");
      page.append(new FanPlot(each).svg());
    }
    page.append("<h2>By series, ").append(escape(model)).append("</h2>");
    Map<String, Scores> series = new LinkedHashMap<>();
    result
        .series()
        .forEach(each -> series.put(each.of().series().name(), each.scores().get(model)));
    table(page, "series", series);
    if (!result.skipped().isEmpty()) {
      page.append("<h2>Not scored</h2><ul>");
      result
          .skipped()
          .forEach(
              (name, reason) ->
                  page.append("<li>").append(escape(name + ": " + reason)).append("</li>"));
      page.append("</ul>");
    }
    return page.append("</body></html>\n").toString();
  }

  /** Series spread evenly over all. */
  private List<SeriesScores> chosen() {
    List<SeriesScores> all = result.series();
    List<SeriesScores> chosen = new ArrayList<>();
    int count = Math.min(MOST_PLOTS, all.size());
    for (int i = 0; i < count; i++) {
      chosen.add(all.get(i * all.size() / count));
    }
    return chosen;
  }

  private void table(StringBuilder page, String of, Map<String, Scores> rows) {
    page.append("<table><tr><th>").append(of);
    for (String head :
        List.of(
            "MAE",
            "MASE",
            "nRMSE",
            "rMAE",
            "pinball",
            "CRPS",
            "rCRPS",
            "SQL",
            "interval",
            "90 %")) {
      page.append("</th><th>").append(head);
    }
    page.append("</th></tr>");
    rows.forEach(
        (name, scores) -> {
          page.append(name.equals(model) ? "<tr class=\"model\"><td>" : "<tr><td>");
          page.append(escape(name));
          List<ToDoubleFunction<Scores>> figures =
              List.of(
                  Scores::mae,
                  Scores::mase,
                  Scores::nrmse,
                  Scores::rmae,
                  Scores::pinball,
                  Scores::crps,
                  Scores::rcrps,
                  Scores::sql,
                  Scores::intervalScore,
                  Scores::coverage90);
          for (ToDoubleFunction<Scores> figure : figures) {
            double value = figure.applyAsDouble(scores);
            page.append("</td><td>")
                .append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.4g", value) : "–");
          }
          page.append("</td></tr>");
        });
    page.append("</table>");
  }

  private void bars(StringBuilder page, Map<String, Scores> rows) {
    double most = 0;
    for (Scores scores : rows.values()) {
      most = Double.isFinite(scores.rcrps()) ? Math.max(most, scores.rcrps()) : most;
    }
    int height = 26 * rows.size() + 4;
    page.append("<svg viewBox=\"0 0 720 ").append(height).append("\" width=\"720\" role=\"img\">");
    int y = 2;
    for (Map.Entry<String, Scores> row : rows.entrySet()) {
      double value = row.getValue().rcrps();
      if (Double.isFinite(value) && most > 0) {
        double width = 480 * value / most;
        page.append(
            String.format(
                Locale.ROOT,
                "<text x=\"0\" y=\"%d\">%s</text><rect x=\"160\" y=\"%d\" width=\"%.1f\""
                    + " height=\"20\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%.4f</text>",
                y + 15,
                escape(row.getKey()),
                y,
                width,
                row.getKey().equals(model) ? "#1f77b4" : "#b9c4d0",
                166 + width,
                y + 15,
                value));
      }
      y += 26;
    }
    page.append("</svg>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
