package io.commonwatt.forecasting.backtest;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The forecasts of a block side by side, and their scores on the intervals all share. */
final class ScoredBlock {

  private static final double RANGE_LOW = .01;
  private static final double RANGE_HIGH = .99;

  private final RegularSeries series;
  private final List<Window> windows;
  private final double scale;
  private final BitSet mask = new BitSet();
  private final List<List<Forecast>> forecasts = new ArrayList<>();
  private final List<BitSet> gaps = new ArrayList<>();

  /**
   * @param scale what MASE and SQL divide by, in the unit of the series
   */
  ScoredBlock(RegularSeries series, Block block, double scale) {
    this.series = series;
    this.windows = block.windows();
    this.scale = scale;
    int slot = 0;
    for (Window window : windows) {
      for (int index = window.first(); index < window.end(); index++) {
        mask.set(slot++, !Double.isNaN(series.at(index)));
      }
    }
  }

  /** Intervals that are scored, as far as is known. */
  int points() {
    return mask.cardinality();
  }

  /** Adds the forecasts of one forecaster, one per window. */
  void add(String name, List<Forecast> made) {
    BitSet gap = new BitSet();
    int slot = 0;
    for (int i = 0; i < made.size(); i++) {
      Forecast forecast = made.get(i);
      if (forecast.steps() != windows.get(i).steps()) {
        throw new IllegalStateException(
            name + " forecast " + forecast.steps() + " intervals of " + windows.get(i));
      }
      for (int step = 0; step < forecast.steps(); step++) {
        gap.set(slot++, !forecast.isKnown(step));
      }
    }
    forecasts.add(made);
    gaps.add(gap);
  }

  /** Leaves out, for all, what the forecaster that was added last has no forecast of. */
  void maskGaps() {
    mask.andNot(gaps.get(gaps.size() - 1));
  }

  /**
   * Checks that the forecaster that was added last has forecast all that is scored.
   *
   * @throws IllegalStateException when it has not
   */
  void requireAll(String name) {
    if (mask.intersects(gaps.get(gaps.size() - 1))) {
      throw new IllegalStateException(
          name + " has no forecast of intervals of series '" + series.name() + "' with a truth");
    }
  }

  /** Scores of the forecaster that was added at that position; NaN where it has no forecast. */
  Scores scores(int position) {
    return scores(position, null);
  }

  /**
   * Scores of the intervals of a horizon alone, divided by the scale and the range of all; null
   * when it has none.
   *
   * @param horizon null for all intervals
   */
  Scores scores(int position, Horizon horizon) {
    BitSet scored = (BitSet) mask.clone();
    scored.andNot(gaps.get(position));
    Sums sums = new Sums();
    SortedValues truths = new SortedValues(points());
    int slot = 0;
    for (int i = 0; i < windows.size(); i++) {
      Window window = windows.get(i);
      Forecast forecast = forecasts.get(position).get(i);
      for (int step = 0; step < forecast.steps(); step++) {
        if (scored.get(slot++)) {
          double truth = series.at(window.first() + step);
          truths.add(truth);
          long ahead = (long) (window.first() + step - window.cutOff()) * series.stepSeconds();
          if (horizon == null || horizon.holds(ahead)) {
            sums.add(truth, forecast, step);
          }
        }
      }
    }
    double range = truths.quantile(RANGE_HIGH) - truths.quantile(RANGE_LOW);
    return sums.count == 0 && horizon != null ? null : sums.scores(scale, range);
  }

  /** Sums of losses over intervals. */
  private static final class Sums {
    private int count;
    private boolean probabilistic = true;
    private double truth;
    private double absolute;
    private double medianAbsolute;
    private double squared;
    private double pinball;
    private double crps;
    private double quantileLoss;
    private double intervalScore;
    private int covered;

    void add(double value, Forecast forecast, int step) {
      double error = forecast.point(step) - value;
      count++;
      probabilistic &= forecast.isProbabilistic();
      truth += Math.abs(value);
      absolute += Math.abs(error);
      medianAbsolute += Math.abs(forecast.quantile(step, Levels.MEDIAN) - value);
      squared += error * error;
      pinball += Metrics.meanPinball(value, forecast, step);
      crps += Metrics.crps(value, forecast, step);
      quantileLoss += Metrics.quantileLoss(value, forecast, step);
      intervalScore += Metrics.intervalScore(value, forecast, step);
      covered += Metrics.covers(value, forecast, step) ? 1 : 0;
    }

    Scores scores(double scale, double range) {
      return new Scores(
          absolute / count,
          absolute / count / scale,
          ratio(Math.sqrt(squared / count), truth / count),
          ratio(medianAbsolute / count, range),
          pinball / count,
          crps / count,
          ratio(crps / count, range),
          quantileLoss / count / scale,
          intervalScore / count,
          probabilistic ? (double) covered / count : Double.NaN);
    }

    private static double ratio(double value, double by) {
      return by > 0 ? value / by : Double.NaN;
    }
  }
}
