package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.backtest.BacktestResult.Cost;
import io.commonwatt.forecasting.backtest.BacktestResult.SeriesScores;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Walks forward through the cases of a protocol and scores baselines and models on the same
 * intervals: those with a truth that every baseline can forecast, or as the protocol says. Models
 * must forecast all of these and do not change them. Used once; not thread-safe.
 */
public final class Backtest {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Windows of a series that are kept for the eye. */
  private static final int SAMPLED_WINDOWS = 7;

  /** How long what was learnt is used. */
  private static final int DAYS_BETWEEN_LEARNING = 7;

  private final Protocol protocol;
  private final List<Forecaster> forecasters = new ArrayList<>();
  private final Set<String> unseen;
  private final int baselines;
  private final LongSupplier coreNanos;
  private final Map<String, long[]> nanos = new LinkedHashMap<>();

  /**
   * @param models forecasters beside the baselines of the protocol
   * @param coreNanos processor time of the calling thread, ns; only for the costs
   */
  public Backtest(Protocol protocol, List<Forecaster> models, LongSupplier coreNanos) {
    this(protocol, models, Set.of(), coreNanos);
  }

  /**
   * @param models forecasters beside the baselines of the protocol
   * @param unseen names of series that nobody learns from: they are only forecast, from their own
   *     past and what was learnt from the others
   * @param coreNanos processor time of the calling thread, ns; only for the costs
   */
  public Backtest(
      Protocol protocol, List<Forecaster> models, Set<String> unseen, LongSupplier coreNanos) {
    this.protocol = protocol;
    this.unseen = Set.copyOf(unseen);
    this.coreNanos = coreNanos;
    forecasters.addAll(protocol.baselines());
    baselines = forecasters.size();
    forecasters.addAll(models);
    for (Forecaster forecaster : forecasters) {
      nanos.put(forecaster.name(), new long[3]);
    }
  }

  /**
   * Runs it.
   *
   * @param progress told the share of windows done, percent, after each
   */
  public BacktestResult run(List<BacktestCase> cases, IntConsumer progress) {
    List<Walk> walks = new ArrayList<>();
    cases.forEach(each -> walks.add(new Walk(each, protocol.blocks(each))));
    walk(walks, progress);
    List<SeriesScores> scored = new ArrayList<>();
    Map<String, String> skipped = new LinkedHashMap<>();
    for (Walk walk : walks) {
      SeriesScores scores = score(walk);
      if (scores == null) {
        skipped.put(walk.of.series().name(), reason(walk.of));
      } else {
        scored.add(scores);
      }
    }
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (Forecaster forecaster : forecasters) {
      String name = forecaster.name();
      long[] spent = nanos.get(name);
      costs.put(name, new Cost(spent[0] / NANOS_PER_SECOND, spent[1] / NANOS_PER_SECOND, spent[2]));
    }
    return new BacktestResult(
        means(scored), horizons(scored), segments(scored), scored, skipped, costs);
  }

  private Map<String, Scores> means(List<SeriesScores> scored) {
    Map<String, Scores> means = new LinkedHashMap<>();
    for (Forecaster forecaster : forecasters) {
      String name = forecaster.name();
      means.put(name, Scores.mean(scored.stream().map(s -> s.scores().get(name)).toList()));
    }
    return means;
  }

  private Map<Horizon, Map<String, Scores>> horizons(List<SeriesScores> scored) {
    Map<Horizon, Map<String, Scores>> horizons = new LinkedHashMap<>();
    for (Horizon horizon : Horizon.all()) {
      List<Map<String, Scores>> own =
          scored.stream().map(s -> s.horizons().get(horizon)).filter(Objects::nonNull).toList();
      if (!own.isEmpty()) {
        Map<String, Scores> means = new LinkedHashMap<>();
        for (Forecaster forecaster : forecasters) {
          String name = forecaster.name();
          means.put(
              name,
              Scores.mean(own.stream().map(s -> s.get(name)).filter(Objects::nonNull).toList()));
        }
        horizons.put(horizon, means);
      }
    }
    return horizons;
  }

  private Map<String, Map<String, Scores>> segments(List<SeriesScores> scored) {
    Map<String, List<SeriesScores>> bySegment = new TreeMap<>();
    Segments.of(scored)
        .forEach(
            (series, name) ->
                bySegment.computeIfAbsent(name, key -> new ArrayList<>()).add(series));
    Map<String, Map<String, Scores>> segments = new LinkedHashMap<>();
    bySegment.forEach((name, own) -> segments.put(name, means(own)));
    return segments;
  }

  /** The forecasts of a series as they are made: by forecaster, then in the order of windows. */
  private static final class Walk {
    final BacktestCase of;
    final List<Block> blocks;
    final List<Window> windows = new ArrayList<>();
    final List<List<Forecast>> made = new ArrayList<>();
    int done;

    Walk(BacktestCase of, List<Block> blocks) {
      this.of = of;
      this.blocks = blocks;
      blocks.forEach(block -> windows.addAll(block.windows()));
    }

    /** The next window, if its cut-off lies before a time. */
    Window next(LocalDateTime before) {
      if (done == windows.size()) {
        return null;
      }
      Window next = windows.get(done);
      boolean due = before == null || of.series().timeOf(next.cutOff()).isBefore(before);
      return due ? next : null;
    }
  }

  /** Goes through all windows in the order of time; forecasters learn anew every few weeks. */
  private void walk(List<Walk> walks, IntConsumer progress) {
    int total = walks.stream().mapToInt(walk -> walk.windows.size()).sum();
    int done = 0;
    for (Walk walk : walks) {
      forecasters.forEach(each -> walk.made.add(new ArrayList<>()));
    }
    while (done < total) {
      LocalDateTime from = null;
      for (Walk walk : walks) {
        Window next = walk.next(null);
        if (next != null) {
          LocalDateTime cutOff = walk.of.series().timeOf(next.cutOff());
          from = from == null || cutOff.isBefore(from) ? cutOff : from;
        }
      }
      LocalDateTime end = from.plusDays(DAYS_BETWEEN_LEARNING);
      learn(walks, end);
      for (Walk walk : walks) {
        for (Window window = walk.next(end); window != null; window = walk.next(end)) {
          forecast(walk, window);
          progress.accept((int) (100L * ++done / total));
        }
      }
    }
  }

  private void learn(List<Walk> walks, LocalDateTime end) {
    List<Past> pasts = new ArrayList<>();
    Window first = null;
    for (Walk walk : walks) {
      Window next = walk.next(end);
      if (next != null && !unseen.contains(walk.of.series().name())) {
        first = first == null ? next : first;
        pasts.add(new Past(walk.of.series(), next.cutOff()));
      }
    }
    if (pasts.isEmpty()) {
      return;
    }
    for (Forecaster forecaster : forecasters) {
      long before = coreNanos.getAsLong();
      forecaster.learn(pasts, first);
      nanos.get(forecaster.name())[0] += coreNanos.getAsLong() - before;
    }
  }

  private void forecast(Walk walk, Window window) {
    Past past = new Past(walk.of.series(), window.cutOff());
    for (int i = 0; i < forecasters.size(); i++) {
      Forecaster forecaster = forecasters.get(i);
      long before = coreNanos.getAsLong();
      walk.made.get(i).add(forecaster.forecast(past, window.first(), window.steps()));
      long[] spent = nanos.get(forecaster.name());
      spent[1] += coreNanos.getAsLong() - before;
      spent[2] += window.steps();
    }
    walk.done++;
  }

  private SeriesScores score(Walk walk) {
    BacktestCase of = walk.of;
    Map<String, List<Scores>> byForecaster = new LinkedHashMap<>();
    forecasters.forEach(each -> byForecaster.put(each.name(), new ArrayList<>()));
    Map<Horizon, Map<String, List<Scores>>> byHorizon = new LinkedHashMap<>();
    int points = 0;
    int from = 0;
    for (Block block : walk.blocks) {
      double scale = scale(of.series(), block.scaleEnd(), protocol.scaleLag(of.series()));
      ScoredBlock scored = new ScoredBlock(of.series(), block, scale);
      int to = from + block.windows().size();
      if (scale > 0 && enough(of, scored.points())) {
        add(walk, from, to, scored);
        if (enough(of, scored.points())) {
          points += scored.points();
          for (int i = 0; i < forecasters.size(); i++) {
            String name = forecasters.get(i).name();
            byForecaster.get(name).add(scored.scores(i));
            for (Horizon horizon : Horizon.all()) {
              Scores some = scored.scores(i, horizon);
              if (some != null) {
                byHorizon
                    .computeIfAbsent(horizon, key -> new LinkedHashMap<>())
                    .computeIfAbsent(name, key -> new ArrayList<>())
                    .add(some);
              }
            }
          }
        }
      }
      from = to;
    }
    if (points == 0) {
      return null;
    }
    Map<String, Scores> means = new LinkedHashMap<>();
    byForecaster.forEach((name, scores) -> means.put(name, Scores.mean(scores)));
    Map<Horizon, Map<String, Scores>> horizons = new LinkedHashMap<>();
    byHorizon.forEach(
        (horizon, scores) -> {
          Map<String, Scores> own = new LinkedHashMap<>();
          scores.forEach((name, each) -> own.put(name, Scores.mean(each)));
          horizons.put(horizon, own);
        });
    return new SeriesScores(of, points, means, horizons, sample(walk));
  }

  /** The last forecasts of the last forecaster: the model, where there is one. */
  private static Map<Window, Forecast> sample(Walk walk) {
    Map<Window, Forecast> sample = new LinkedHashMap<>();
    List<Forecast> made = walk.made.get(walk.made.size() - 1);
    for (int i = Math.max(0, made.size() - SAMPLED_WINDOWS); i < made.size(); i++) {
      sample.put(walk.windows.get(i), made.get(i));
    }
    return sample;
  }

  private void add(Walk walk, int from, int to, ScoredBlock scored) {
    for (int i = 0; i < forecasters.size(); i++) {
      String name = forecasters.get(i).name();
      scored.add(name, walk.made.get(i).subList(from, to));
      if (i >= baselines) {
        scored.requireAll(name);
      } else if (protocol.sharesMask()) {
        scored.maskGaps();
      }
    }
  }

  private boolean enough(BacktestCase of, int points) {
    return points >= protocol.fewestPoints(of.series());
  }

  private String reason(BacktestCase of) {
    return "fewer than "
        + protocol.fewestPoints(of.series())
        + " intervals between "
        + of.series().timeOf(of.testFrom())
        + " and "
        + of.series().timeOf(of.testEnd())
        + " have a truth and the history that baselines need";
  }

  /** Mean absolute difference over a lag, before an interval; NaN when there is none. */
  static double scale(RegularSeries series, int end, int lag) {
    double sum = 0;
    int count = 0;
    for (int index = lag; index < end; index++) {
      double difference = series.at(index) - series.at(index - lag);
      if (!Double.isNaN(difference)) {
        sum += Math.abs(difference);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
