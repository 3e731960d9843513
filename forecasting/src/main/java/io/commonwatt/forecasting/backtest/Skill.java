package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.backtest.BacktestResult.SeriesScores;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * What a model loses less than a reference, as a share, and how sure that is: series are drawn with
 * replacement, so that the interval tells what another set of such series would have shown.
 *
 * @param series how many there are
 * @param mae share of the scaled error, MASE
 * @param crps share of the relative CRPS
 */
public record Skill(int series, Estimate mae, Estimate crps) {

  /** Fewest series that an interval is told for. */
  public static final int FEWEST_SERIES = 10;

  /** How often series are drawn. */
  public static final int RESAMPLES = 2000;

  /** Seed of the draws. */
  public static final long SEED = 20_261_129;

  private static final double TAIL = .025;

  /**
   * A figure with its 95 % bootstrap interval (percentiles).
   *
   * @param low NaN where there are too few series
   * @param high NaN where there are too few series
   */
  public record Estimate(double value, double low, double high) {

    /** Whether a figure lies in the interval. */
    public boolean holds(double other) {
      return other >= low && other <= high;
    }
  }

  /** Skill over some series of a result. */
  public static Skill of(List<SeriesScores> scored, String model, String reference) {
    return new Skill(
        scored.size(),
        estimate(scored, model, reference, Scores::mase),
        estimate(scored, model, reference, Scores::rcrps));
  }

  private static Estimate estimate(
      List<SeriesScores> scored, String model, String reference, ToDoubleFunction<Scores> figure) {
    double[] own =
        scored.stream().mapToDouble(s -> figure.applyAsDouble(s.scores().get(model))).toArray();
    double[] other =
        scored.stream().mapToDouble(s -> figure.applyAsDouble(s.scores().get(reference))).toArray();
    return estimate(own, other, RESAMPLES, SEED);
  }

  /** One less the ratio of sums, and its interval over draws of pairs. */
  static Estimate estimate(double[] own, double[] other, int resamples, long seed) {
    int[] all = new int[own.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    double value = skill(own, other, all);
    if (own.length < FEWEST_SERIES) {
      return new Estimate(value, Double.NaN, Double.NaN);
    }
    SplittableRandom random = new SplittableRandom(seed);
    SortedValues drawn = new SortedValues(resamples);
    int[] chosen = new int[own.length];
    for (int resample = 0; resample < resamples; resample++) {
      for (int i = 0; i < chosen.length; i++) {
        chosen[i] = random.nextInt(own.length);
      }
      drawn.add(skill(own, other, chosen));
    }
    return new Estimate(value, drawn.quantile(TAIL), drawn.quantile(1 - TAIL));
  }

  /** NaN in either leaves a pair out, as means leave it out. */
  private static double skill(double[] own, double[] other, int[] chosen) {
    double lost = 0;
    double by = 0;
    for (int i : chosen) {
      if (!Double.isNaN(own[i]) && !Double.isNaN(other[i])) {
        lost += own[i];
        by += other[i];
      }
    }
    return by > 0 ? 1 - lost / by : Double.NaN;
  }
}
