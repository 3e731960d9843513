package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.model.LearningRows;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Learning rows from pasts: one issue a day over the last two years, as far from its targets as the
 * forecasts of the backtest are, of which a seeded sample is kept when there are many. Used once.
 */
final class AheadSample {

  private static final int DAYS = 730;
  private static final int HISTORY_DAYS = 14;

  private final int mostRows;
  private final SplittableRandom random;
  private int columns;
  private double[] features = new double[0];
  private double[] targets = new double[0];
  private long[] issueSeconds = new long[0];
  private long[] startSeconds = new long[0];
  private int[] seriesOf = new int[0];
  private float[] hours = new float[0];
  private int series;
  private int size;

  AheadSample(int mostRows, long seed) {
    this.mostRows = mostRows;
    random = new SplittableRandom(seed);
  }

  /**
   * Draws the rows.
   *
   * @param rows opens an issue at the cut-off of a past
   * @param lead intervals from an issue to its first target
   * @param steps intervals of an issue
   */
  AheadLearning draw(List<Past> pasts, Function<Past, AheadRows> rows, int lead, int steps) {
    columns = AheadRows.specification(pasts.get(0)).size();
    long available = 0;
    for (Past past : pasts) {
      available += (long) Math.min(DAYS, past.cutOff() / past.stepsPerDay()) * steps;
    }
    double share = Math.min(1, (double) mostRows / Math.max(1, available));
    for (series = 0; series < pasts.size(); series++) {
      Past past = pasts.get(series);
      int day = past.stepsPerDay();
      int newest = past.cutOff() - (lead + steps + day - 1) / day * day;
      for (int back = Math.min(DAYS, newest / day - HISTORY_DAYS); back >= 0; back--) {
        Past then = past.before(newest - back * day);
        if (isKnown(then)) {
          collect(past, then, rows.apply(then), lead, steps, share);
        }
      }
    }
    Past any = pasts.get(0);
    return new AheadLearning(
        new LearningRows(
            Arrays.copyOf(features, size * columns),
            Arrays.copyOf(targets, size),
            Arrays.copyOf(issueSeconds, size),
            Arrays.copyOf(startSeconds, size)),
        Arrays.copyOf(seriesOf, size),
        Arrays.copyOf(hours, size),
        pasts.stream().map(Past::name).toList(),
        share * steps,
        any.timeOf(any.cutOff()).toInstant(ZoneOffset.UTC));
  }

  private static boolean isKnown(Past then) {
    int known = 0;
    int steps = 7 * then.stepsPerDay();
    for (int index = then.cutOff() - steps; index < then.cutOff(); index++) {
      known += Double.isNaN(then.at(index)) ? 0 : 1;
    }
    return 4 * known > steps;
  }

  private void collect(Past past, Past then, AheadRows rows, int lead, int steps, double share) {
    double[] row = new double[columns];
    long issued = then.timeOf(then.cutOff()).toEpochSecond(ZoneOffset.UTC);
    for (int step = lead; step < lead + steps; step++) {
      int target = then.cutOff() + step;
      if (share < 1 && random.nextDouble() >= share) {
        continue;
      }
      double truth = past.at(target);
      if (!Double.isNaN(truth) && !rows.night(target) && rows.fill(target, row)) {
        add(
            row,
            Math.max(-20, Math.min(20, (truth - rows.centre()) / rows.scale())),
            issued,
            issued + (long) step * past.stepSeconds(),
            rows.hour(target));
      }
    }
  }

  private void add(double[] row, double target, long issueSecond, long startSecond, int hour) {
    if (size == targets.length) {
      int more = Math.max(4096, 2 * size);
      features = Arrays.copyOf(features, more * columns);
      targets = Arrays.copyOf(targets, more);
      issueSeconds = Arrays.copyOf(issueSeconds, more);
      startSeconds = Arrays.copyOf(startSeconds, more);
      seriesOf = Arrays.copyOf(seriesOf, more);
      hours = Arrays.copyOf(hours, more);
    }
    System.arraycopy(row, 0, features, size * columns, columns);
    targets[size] = target;
    issueSeconds[size] = issueSecond;
    startSeconds[size] = startSecond;
    seriesOf[size] = series;
    hours[size++] = hour;
  }
}
