package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.backtest.BacktestResult.Cost;
import io.commonwatt.forecasting.backtest.BacktestResult.SeriesScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Walks forward through the cases of a protocol and scores baselines and models on the same
 * intervals: those with a truth that every baseline can forecast, or as the protocol says. Models
 * must forecast all of these and do not change them. Used once; not thread-safe.
 */
public final class Backtest {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Protocol protocol;
  private final List<Forecaster> forecasters = new ArrayList<>();
  private final int baselines;
  private final LongSupplier coreNanos;
  private final Map<String, long[]> nanos = new LinkedHashMap<>();

  /**
   * @param models forecasters beside the baselines of the protocol
   * @param coreNanos processor time of the calling thread, ns; only for the costs
   */
  public Backtest(Protocol protocol, List<Forecaster> models, LongSupplier coreNanos) {
    this.protocol = protocol;
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
   * @param progress told the number of series done, after each
   */
  public BacktestResult run(List<BacktestCase> cases, IntConsumer progress) {
    Map<BacktestCase, List<Block>> blocks = new LinkedHashMap<>();
    cases.forEach(each -> blocks.put(each, protocol.blocks(each)));
    learn(blocks);
    List<SeriesScores> scored = new ArrayList<>();
    Map<String, String> skipped = new LinkedHashMap<>();
    int done = 0;
    for (var entry : blocks.entrySet()) {
      SeriesScores scores = score(entry.getKey(), entry.getValue());
      if (scores == null) {
        skipped.put(entry.getKey().series().name(), reason(entry.getKey()));
      } else {
        scored.add(scores);
      }
      progress.accept(++done);
    }
    Map<String, Scores> means = new LinkedHashMap<>();
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (Forecaster forecaster : forecasters) {
      String name = forecaster.name();
      means.put(name, Scores.mean(scored.stream().map(s -> s.scores().get(name)).toList()));
      long[] spent = nanos.get(name);
      costs.put(name, new Cost(spent[0] / NANOS_PER_SECOND, spent[1] / NANOS_PER_SECOND, spent[2]));
    }
    return new BacktestResult(means, scored, skipped, costs);
  }

  private void learn(Map<BacktestCase, List<Block>> blocks) {
    List<Past> pasts = new ArrayList<>();
    List<Window> firsts = new ArrayList<>();
    blocks.forEach(
        (of, own) -> {
          if (!own.isEmpty()) {
            Window first = own.get(0).windows().get(0);
            firsts.add(first);
            pasts.add(new Past(of.series(), first.cutOff()));
          }
        });
    if (pasts.isEmpty()) {
      return;
    }
    for (Forecaster forecaster : forecasters) {
      long before = coreNanos.getAsLong();
      forecaster.learn(pasts, firsts.get(0));
      nanos.get(forecaster.name())[0] += coreNanos.getAsLong() - before;
    }
  }

  private SeriesScores score(BacktestCase of, List<Block> blocks) {
    Map<String, List<Scores>> byForecaster = new LinkedHashMap<>();
    forecasters.forEach(each -> byForecaster.put(each.name(), new ArrayList<>()));
    int points = 0;
    for (Block block : blocks) {
      double scale = scale(of.series(), block.scaleEnd(), protocol.scaleLag(of.series()));
      ScoredBlock scored = new ScoredBlock(of.series(), block, scale);
      if (scale > 0 && enough(of, scored.points())) {
        forecast(of, block, scored);
        if (enough(of, scored.points())) {
          points += scored.points();
          for (int i = 0; i < forecasters.size(); i++) {
            byForecaster.get(forecasters.get(i).name()).add(scored.scores(i));
          }
        }
      }
    }
    if (points == 0) {
      return null;
    }
    Map<String, Scores> means = new LinkedHashMap<>();
    byForecaster.forEach((name, scores) -> means.put(name, Scores.mean(scores)));
    return new SeriesScores(of, points, means);
  }

  private boolean enough(BacktestCase of, int points) {
    return points >= protocol.fewestPoints(of.series());
  }

  private void forecast(BacktestCase of, Block block, ScoredBlock scored) {
    for (int i = 0; i < forecasters.size(); i++) {
      Forecaster forecaster = forecasters.get(i);
      List<Forecast> made = new ArrayList<>(block.windows().size());
      long before = coreNanos.getAsLong();
      for (Window window : block.windows()) {
        Past past = new Past(of.series(), window.cutOff());
        made.add(forecaster.forecast(past, window.first(), window.steps()));
      }
      long[] spent = nanos.get(forecaster.name());
      spent[1] += coreNanos.getAsLong() - before;
      spent[2] += made.stream().mapToLong(Forecast::steps).sum();
      scored.add(forecaster.name(), made);
      if (i >= baselines) {
        scored.requireAll(forecaster.name());
      } else if (protocol.sharesMask()) {
        scored.maskGaps();
      }
    }
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
