package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.forecast.ScenarioPaths;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.Issuing.Best;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.scenario.ScenarioSum;
import io.commonwatt.forecasting.scenario.SchaakeShuffle;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Scenarios of the usage points of a placement at one issue, and what they say about feeders and
 * the community: sums whose means are the sums of the members' means. Used once.
 */
final class ScenarioIssue {

  /** Name of the forecasts of sums. */
  static final String SUM_NAME = "summed-scenarios";

  private static final long SEED = 20_261_129;

  private final Placements placements;
  private final ForecastState state;
  private final Instant at;
  private final Consumer<Travelling> outputs;

  private static final class Group {
    final ScenarioSum sum;
    int members;

    Group(ScenarioSum sum) {
      this.sum = sum;
    }
  }

  ScenarioIssue(
      Placements placements, ForecastState state, Instant at, Consumer<Travelling> outputs) {
    this.placements = placements;
    this.state = state;
    this.at = at;
    this.outputs = outputs;
  }

  void run(SortedMap<Series, Best> made) {
    TreeMap<Series, SeriesHistory> members = new TreeMap<>();
    for (Series series : made.keySet()) {
      if (series.kind() == SeriesKind.USAGE_POINT) {
        members.put(series, state.history.listSeries().get(series));
      }
    }
    SchaakeShuffle shuffle =
        SchaakeShuffle.choose(members, at.getEpochSecond(), Issue.HORIZON_HOURS, SEED);
    if (members.isEmpty() || shuffle.scenarios() == 0) {
      return;
    }
    TreeMap<String, UsagePoint> points = new TreeMap<>();
    placements.listUsagePoints(state.placement).forEach(point -> points.put(point.id(), point));
    TreeMap<Series, Group> groups = new TreeMap<>();
    members.forEach(
        (series, history) -> {
          double[] pathsWh = emit(series, history, made.get(series), shuffle);
          UsagePoint point = points.get(series.owner());
          if (point != null) {
            add(SeriesKind.FEEDER, point.feeder(), series, pathsWh, shuffle, groups);
            add(SeriesKind.COMMUNITY, point.community(), series, pathsWh, shuffle, groups);
          }
        });
    groups.forEach(this::emitSum);
  }

  private double[] emit(Series series, SeriesHistory history, Best best, SchaakeShuffle shuffle) {
    int steps = best.quantilesWh().length / Rows.LEVELS.length;
    long origin = at.getEpochSecond() / series.stepSeconds();
    byte[] ranks = shuffle.ranks(series.id(), history, origin, steps);
    outputs.accept(
        new ForecastScenarios(
            series.kind(),
            series.owner(),
            series.channel(),
            best.model(),
            at,
            at,
            series.stepSeconds(),
            shuffle.scenarios(),
            ranks,
            best.greatestWh(),
            SEED,
            at,
            state.placement));
    return ScenarioPaths.energiesWh(
        Issuing.LEVELS, best.quantilesWh(), ranks, shuffle.scenarios(), best.greatestWh());
  }

  private static void add(
      SeriesKind kind,
      String owner,
      Series member,
      double[] pathsWh,
      SchaakeShuffle shuffle,
      TreeMap<Series, Group> groups) {
    if (!owner.isEmpty()) {
      int scenarios = shuffle.scenarios();
      Group group =
          groups.computeIfAbsent(
              new Series(kind, owner, member.channel(), member.stepSeconds()),
              key -> new Group(new ScenarioSum(scenarios, pathsWh.length / scenarios)));
      group.sum.add(pathsWh);
      group.members++;
    }
  }

  /** Forecasts a sum of which every member was forecast. */
  private void emitSum(Series series, Group group) {
    if (group.members != membersOf(series)) {
      return;
    }
    double[] quantilesWh = group.sum.quantilesWh(Rows.LEVELS);
    outputs.accept(
        new Forecast(
            series.kind(),
            series.owner(),
            series.channel(),
            SUM_NAME,
            SUM_NAME,
            "",
            at,
            at,
            at,
            series.stepSeconds(),
            Issuing.LEVELS,
            quantilesWh,
            at,
            state.placement));
    SeriesHistory history = state.history.listSeries().get(series);
    if (history != null) {
      long origin = at.getEpochSecond() / series.stepSeconds();
      List<ServingModel> serving = state.effectiveModels(series.segment(), at);
      state.issued.add(
          new IssuedForecast(
              series,
              at.getEpochSecond(),
              Scoring.scaleWh(history, origin, serving),
              new float[0],
              SUM_NAME,
              Issuing.floats(quantilesWh),
              false,
              null));
    }
  }

  private int membersOf(Series series) {
    int members = 0;
    Channel channel = series.channel();
    for (UsagePoint point : placements.listUsagePoints(state.placement)) {
      String owner = series.kind() == SeriesKind.FEEDER ? point.feeder() : point.community();
      members += owner.equals(series.owner()) && point.channels().contains(channel) ? 1 : 0;
    }
    return members;
  }
}
