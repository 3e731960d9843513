package io.commonwatt.app.backtest;

import io.commonwatt.forecasting.backtest.BacktestConfiguration;
import io.commonwatt.forecasting.backtest.BacktestResult;
import io.commonwatt.forecasting.backtest.BacktestResult.Cost;
import io.commonwatt.forecasting.backtest.BacktestResult.SeriesScores;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Protocol;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Scores;
import io.commonwatt.forecasting.backtest.Skill;
import io.commonwatt.forecasting.backtest.Weather;
import io.commonwatt.forecasting.backtest.data.DataSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A backtest for programs and for people. */
public final class BacktestReport {

  private static final int MOST_SERIES_LINES = 20;

  private final DataSet set;
  private final Protocol protocol;
  private final String weather;
  private final BacktestResult result;
  private final BacktestResult blind;
  private final BacktestResult unpriced;
  private final String model;
  private final Set<String> baselines;
  private final Set<String> unseen;
  private final String configHash;

  /**
   * @param weather where the weather comes from
   * @param blind the same without weather; null where there was none or it was not asked for
   * @param unpriced the same without prices; null where none were known in time
   * @param model name of the forecaster that is the model
   * @param unseen names of series that the model did not learn from
   * @param configHash of how forecasts are made
   */
  public BacktestReport(
      DataSet set,
      Protocol protocol,
      String weather,
      BacktestResult result,
      BacktestResult blind,
      BacktestResult unpriced,
      String model,
      Set<String> unseen,
      String configHash) {
    this.set = set;
    this.protocol = protocol;
    this.weather = weather;
    this.result = result;
    this.blind = blind;
    this.unpriced = unpriced;
    this.model = model;
    this.unseen = Set.copyOf(unseen);
    this.configHash = configHash;
    baselines =
        protocol.baselines().stream()
            .map(Forecaster::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The JSON document. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("protocol", protocol.code());
    document.put("dataSet", set.name());
    document.put("source", set.source());
    document.put("weather", weather);
    document.put("prices", prices());
    document.put("configHash", configHash);
    document.put("dataHash", BacktestConfiguration.hash(set.cases()));
    document.put("reference", named(protocol.reference(), result.means()));
    document.put("baselines", baselines(result.means()));
    Cost cost = result.costs().get(model);
    document.put("model", named(model, result.means()));
    document.put("otherModels", others(result.means()));
    document.put("skill", skill(result.means()));
    document.put("skillInterval", interval(skill(result.series())));
    document.put("unseen", unseen.isEmpty() ? null : unseen());
    document.put("trainSeconds", cost.learnSeconds());
    document.put("rowsPerCoreSecond", orNull(cost.rowsPerCoreSecond()));
    document.put("withoutWeather", blind == null ? null : without(blind));
    document.put("withoutPrices", unpriced == null ? null : without(unpriced));
    document.put("byHorizon", byHorizon(result));
    document.put("bySegment", bySegment(result));
    document.put("series", result.series().stream().map(this::row).toList());
    document.put("skipped", result.skipped());
    return document;
  }

  /** What is known of the prices of the day that is forecast. */
  private String prices() {
    return unpriced == null ? "none" : "day-ahead";
  }

  private Map<String, Object> without(BacktestResult less) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("model", named(model, less.means()));
    figures.put("otherModels", others(less.means()));
    figures.put("skill", skill(less.means()));
    figures.put("byHorizon", byHorizon(less));
    figures.put("bySegment", bySegment(less));
    return figures;
  }

  private List<Map<String, Object>> byHorizon(BacktestResult of) {
    List<Map<String, Object>> rows = new ArrayList<>();
    of.horizons()
        .forEach(
            (horizon, scores) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("fromHours", horizon.fromHours());
              row.put("toHours", horizon.toHours());
              addAll(row, scores);
              rows.add(row);
            });
    return rows;
  }

  private List<Map<String, Object>> bySegment(BacktestResult of) {
    List<Map<String, Object>> rows = new ArrayList<>();
    of.segments()
        .forEach(
            (segment, scores) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("segment", segment);
              addAll(row, scores);
              rows.add(row);
            });
    return rows;
  }

  private void addAll(Map<String, Object> row, Map<String, Scores> scores) {
    row.put("model", named(model, scores));
    row.put("reference", named(protocol.reference(), scores));
    row.put("skill", skill(scores));
  }

  /** What the model loses less than the first baseline, which is naive, and than the reference. */
  private Map<String, Object> skill(Map<String, Scores> scores) {
    Map<String, Object> skill = new LinkedHashMap<>();
    String naive = baselines.iterator().next();
    Scores own = scores.get(model);
    skill.put("naive", naive);
    skill.put("maeAgainstNaive", orNull(1 - own.mase() / scores.get(naive).mase()));
    skill.put("reference", protocol.reference());
    Scores reference = scores.get(protocol.reference());
    skill.put("maeAgainstReference", orNull(1 - own.mase() / reference.mase()));
    skill.put("crpsAgainstReference", orNull(1 - own.rcrps() / reference.rcrps()));
    return skill;
  }

  /** The skill against the reference over some series, with its interval. */
  private Skill skill(List<SeriesScores> scored) {
    return Skill.of(scored, model, protocol.reference());
  }

  private static Map<String, Object> interval(Skill skill) {
    Map<String, Object> interval = new LinkedHashMap<>();
    interval.put("series", skill.series());
    interval.put("resamples", Skill.RESAMPLES);
    interval.put("seed", Skill.SEED);
    interval.put("maeAgainstReference", estimate(skill.mae()));
    interval.put("crpsAgainstReference", estimate(skill.crps()));
    return interval;
  }

  private static Map<String, Object> estimate(Skill.Estimate estimate) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("value", orNull(estimate.value()));
    figures.put("low95", orNull(estimate.low()));
    figures.put("high95", orNull(estimate.high()));
    return figures;
  }

  /** What the model says of series it learnt from and of those it did not. */
  private Map<String, Object> unseen() {
    Skill seen = skill(result.series().stream().filter(each -> !isUnseen(each)).toList());
    Skill fresh = skill(result.series().stream().filter(this::isUnseen).toList());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("series", unseen.stream().sorted().toList());
    document.put("skill", interval(fresh));
    document.put("skillOfSeen", interval(seen));
    document.put("maeWithinSeen", seen.mae().holds(fresh.mae().value()));
    document.put("crpsWithinSeen", seen.crps().holds(fresh.crps().value()));
    return document;
  }

  private boolean isUnseen(SeriesScores scores) {
    return unseen.contains(scores.of().series().name());
  }

  private Map<String, Object> others(Map<String, Scores> scores) {
    Map<String, Object> others = new LinkedHashMap<>();
    scores.forEach(
        (name, each) -> {
          if (!baselines.contains(name) && !name.equals(model)) {
            others.put(name, figures(each));
          }
        });
    return others;
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
          if (this.baselines.contains(name)) {
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
    row.put("weather", text(series.weather().source()));
    row.put("model", figures(scores.scores().get(model)));
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
        set.name()
            + " ("
            + set.source()
            + ") by the protocol "
            + protocol.code()
            + ", weather: "
            + weather
            + ", prices: "
            + prices());
    lines.add(
        result.series().size() + " series, configuration " + configHash + "; * is the reference");
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-32s %10s %7s %7s %7s %7s %7s %6s",
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
    addLess(lines, blind, ", blind");
    addLess(lines, unpriced, ", without prices");
    lines.add("");
    lines.addAll(skillLines());
    addHorizons(lines);
    addSegments(lines);
    if (result.series().size() > 1) {
      addSeries(lines);
    }
    result.skipped().forEach((name, reason) -> lines.add("Not scored: " + name + ": " + reason));
    lines.add("");
    lines.add(cost(result.costs().get(model)));
    return String.join(System.lineSeparator(), lines);
  }

  /** The models of a result that knew less. */
  private void addLess(List<String> lines, BacktestResult less, String what) {
    if (less != null) {
      less.means()
          .forEach(
              (name, scores) -> {
                if (!baselines.contains(name)) {
                  lines.add(line(name + what, scores));
                }
              });
    }
  }

  /** The skill with its intervals, a sentence a line. */
  List<String> skillLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Skill against " + protocol.reference() + ", with 95 % intervals over series drawn anew:");
    if (unseen.isEmpty()) {
      lines.add(line("all", skill(result.series())));
      return lines;
    }
    Skill seen = skill(result.series().stream().filter(each -> !isUnseen(each)).toList());
    Skill fresh = skill(result.series().stream().filter(this::isUnseen).toList());
    lines.add(line("learnt from", seen));
    lines.add(line("not learnt from", fresh));
    lines.add(
        "What was not learnt from lies "
            + (seen.crps().holds(fresh.crps().value()) ? "within" : "outside")
            + " the interval of what was, by CRPS");
    return lines;
  }

  private static String line(String name, Skill skill) {
    return String.format(
        Locale.ROOT,
        "%-16s %4d series: CRPS %s, MAE %s",
        name,
        skill.series(),
        text(skill.crps()),
        text(skill.mae()));
  }

  private static String text(Skill.Estimate estimate) {
    String interval =
        Double.isNaN(estimate.low())
            ? "(too few series for an interval)"
            : String.format(
                Locale.ROOT, "(%.1f to %.1f)", 100 * estimate.low(), 100 * estimate.high());
    return String.format(Locale.ROOT, "%.1f %% %s", 100 * estimate.value(), interval);
  }

  private void addHorizons(List<String> lines) {
    lines.add("");
    lines.add("By hours ahead, " + model + ":");
    result
        .horizons()
        .forEach(
            (horizon, scores) ->
                lines.add(
                    line(horizon.fromHours() + " to " + horizon.toHours(), scores.get(model))));
  }

  private void addSegments(List<String> lines) {
    lines.add("");
    lines.add("By segment, " + model + ":");
    result.segments().forEach((name, scores) -> lines.add(line(name, scores.get(model))));
  }

  private void addSeries(List<String> lines) {
    String shown = model;
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

  /** Name of a source of weather. */
  private static String text(Weather.Source source) {
    return source.name().toLowerCase(Locale.ROOT);
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
        "%-32s %10.4g %7.4f %7.3f %7.4f %7.4f %7.4f %6s",
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
