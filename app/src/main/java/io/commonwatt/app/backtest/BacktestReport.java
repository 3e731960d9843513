package io.commonwatt.app.backtest;

import io.commonwatt.forecasting.backtest.BacktestConfiguration;
import io.commonwatt.forecasting.backtest.BacktestResult;
import io.commonwatt.forecasting.backtest.BacktestResult.Cost;
import io.commonwatt.forecasting.backtest.BacktestResult.SeriesScores;
import io.commonwatt.forecasting.backtest.Protocol;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Scores;
import io.commonwatt.forecasting.backtest.data.DataSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A backtest for programs and for people. */
public final class BacktestReport {

  /** Said instead of a model's figures where there is none. */
  static final String NO_MODEL =
      "No learnt model reaches as far ahead as this protocol asks: these are the baselines alone.";

  private static final int MOST_SERIES_LINES = 20;

  private final DataSet set;
  private final Protocol protocol;
  private final BacktestResult result;
  private final String model;
  private final String configHash;

  /**
   * @param model name of the forecaster that is the model; null when there is none
   * @param configHash of how forecasts are made
   */
  public BacktestReport(
      DataSet set, Protocol protocol, BacktestResult result, String model, String configHash) {
    this.set = set;
    this.protocol = protocol;
    this.result = result;
    this.model = model;
    this.configHash = configHash;
  }

  /** The JSON document. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("protocol", protocol.code());
    document.put("dataSet", set.name());
    document.put("source", set.source());
    document.put("weather", "none");
    document.put("configHash", configHash);
    document.put("dataHash", BacktestConfiguration.hash(set.cases()));
    document.put("reference", named(protocol.reference(), result.means()));
    document.put("baselines", baselines(result.means()));
    if (model == null) {
      document.put("note", NO_MODEL);
      document.put("trainSeconds", null);
      document.put("rowsPerCoreSecond", null);
    } else {
      Cost cost = result.costs().get(model);
      document.put("model", named(model, result.means()));
      document.put("trainSeconds", cost.learnSeconds());
      document.put("rowsPerCoreSecond", orNull(cost.rowsPerCoreSecond()));
    }
    document.put("series", result.series().stream().map(this::row).toList());
    document.put("skipped", result.skipped());
    return document;
  }

  private static Map<String, Object> named(String name, Map<String, Scores> scores) {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("name", name);
    named.putAll(figures(scores.get(name)));
    return named;
  }

  private Map<String, Object> baselines(Map<String, Scores> scores) {
    Map<String, Object> baselines = new LinkedHashMap<>();
    scores.forEach(
        (name, each) -> {
          if (!name.equals(model)) {
            baselines.put(name, figures(each));
          }
        });
    return baselines;
  }

  private Map<String, Object> row(SeriesScores scores) {
    RegularSeries series = scores.of().series();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", series.name());
    row.put("unit", series.quantity().unit());
    row.put("stepSeconds", series.stepSeconds());
    row.put("testFrom", series.timeOf(scores.of().testFrom()).toString());
    row.put("testEnd", series.timeOf(scores.of().testEnd()).toString());
    row.put("points", scores.points());
    row.put("baselines", baselines(scores.scores()));
    if (model != null) {
      row.put("model", figures(scores.scores().get(model)));
    }
    return row;
  }

  private static Map<String, Object> figures(Scores scores) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("mase", orNull(scores.mase()));
    figures.put("sql", orNull(scores.sql()));
    figures.put("mae", orNull(scores.mae()));
    figures.put("nrmse", orNull(scores.nrmse()));
    figures.put("rcrps", orNull(scores.rcrps()));
    figures.put("crps", orNull(scores.crps()));
    figures.put("rmae", orNull(scores.rmae()));
    figures.put("pinball", orNull(scores.pinball()));
    figures.put("intervalScore", orNull(scores.intervalScore()));
    figures.put("coverage90", orNull(scores.coverage90()));
    return figures;
  }

  private static Double orNull(double figure) {
    return Double.isFinite(figure) ? figure : null;
  }

  /** The table. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        set.name() + " (" + set.source() + ") by the protocol " + protocol.code() + ", no weather");
    lines.add(
        result.series().size() + " series, configuration " + configHash + "; * is the reference");
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-22s %10s %7s %7s %7s %7s %7s %6s",
            "",
            "MAE",
            "MASE",
            "nRMSE",
            "rMAE",
            "rCRPS",
            "SQL",
            "90 %"));
    result
        .means()
        .forEach(
            (name, scores) ->
                lines.add(line(name + (name.equals(protocol.reference()) ? " *" : ""), scores)));
    if (result.series().size() > 1) {
      addSeries(lines);
    }
    result.skipped().forEach((name, reason) -> lines.add("Not scored: " + name + ": " + reason));
    lines.add("");
    lines.add(model == null ? NO_MODEL : cost(result.costs().get(model)));
    return String.join(System.lineSeparator(), lines);
  }

  private void addSeries(List<String> lines) {
    String shown = model == null ? protocol.reference() : model;
    lines.add("");
    lines.add("By series, " + shown + ":");
    for (SeriesScores each :
        result.series().subList(0, Math.min(MOST_SERIES_LINES, result.series().size()))) {
      lines.add(line(each.of().series().name(), each.scores().get(shown)));
    }
    if (result.series().size() > MOST_SERIES_LINES) {
      lines.add(
          (result.series().size() - MOST_SERIES_LINES) + " more series are in the JSON document");
    }
  }

  private String cost(Cost cost) {
    return String.format(
        Locale.ROOT,
        "%s: learnt in %.1f s, %.0f rows per core-second",
        model,
        cost.learnSeconds(),
        cost.rowsPerCoreSecond());
  }

  private static String line(String name, Scores scores) {
    return String.format(
        Locale.ROOT,
        "%-22s %10.4g %7.4f %7.3f %7.4f %7.4f %7.4f %6s",
        name,
        scores.mae(),
        scores.mase(),
        scores.nrmse(),
        scores.rmae(),
        scores.rcrps(),
        scores.sql(),
        Double.isNaN(scores.coverage90())
            ? "-"
            : String.format(Locale.ROOT, "%.1f %%", 100 * scores.coverage90()));
  }
}
