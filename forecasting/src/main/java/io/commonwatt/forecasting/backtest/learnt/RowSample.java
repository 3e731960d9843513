package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.LearningRows;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Training rows from pasts: one issue a day over the last year, as far from its targets as the
 * forecasts of the backtest are, of which a seeded sample is kept when there are many.
 */
final class RowSample {

  private static final int DAYS = 365;
  private static final int MOST_ROWS = 150_000;
  private static final int HISTORY_DAYS = 7;
  private static final long SEED = 20_261_129;

  static final String CONFIGURATION =
      "days " + DAYS + " rows " + MOST_ROWS + " history " + HISTORY_DAYS + " seed " + SEED;

  private final int columns;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private double[] features = new double[0];
  private double[] targets = new double[0];
  private long[] issueSeconds = new long[0];
  private long[] startSeconds = new long[0];
  private int size;

  RowSample(int columns) {
    this.columns = columns;
  }

  /**
   * Draws the rows.
   *
   * @param lead intervals from an issue to its first target
   * @param steps intervals of an issue
   */
  LearningRows draw(List<Past> pasts, int lead, int steps) {
    long available = 0;
    for (Past past : pasts) {
      available += (long) Math.min(DAYS, past.cutOff() / past.stepsPerDay()) * steps;
    }
    double share = Math.min(1, (double) MOST_ROWS / Math.max(1, available));
    for (Past past : pasts) {
      int day = past.stepsPerDay();
      int newest = past.cutOff() - (lead + steps + day - 1) / day * day;
      for (int back = Math.min(DAYS, newest / day - HISTORY_DAYS); back >= 0; back--) {
        Past then = past.before(newest - back * day);
        if (isKnown(then)) {
          collect(past, then, lead, steps, share);
        }
      }
    }
    return new LearningRows(
        Arrays.copyOf(features, size * columns),
        Arrays.copyOf(targets, size),
        Arrays.copyOf(issueSeconds, size),
        Arrays.copyOf(startSeconds, size));
  }

  private static boolean isKnown(Past then) {
    int known = 0;
    int steps = HISTORY_DAYS * then.stepsPerDay();
    for (int index = then.cutOff() - steps; index < then.cutOff(); index++) {
      known += Double.isNaN(then.at(index)) ? 0 : 1;
    }
    return 2 * known > steps;
  }

  private void collect(Past past, Past then, int lead, int steps, double share) {
    PastIssue opened = PastIssue.open(then);
    Issue issue = opened.issue();
    Rows rows = issue.rows();
    double[] row = new double[columns];
    for (int step = lead; step < lead + steps; step++) {
      double truth = past.at(then.cutOff() + step);
      long target = issue.origin() + step;
      boolean drawn = share >= 1 || random.nextDouble() < share;
      if (drawn && !Double.isNaN(truth) && !issue.night(target) && rows.fill(target, row)) {
        add(
            row,
            opened.toWh(truth) / rows.levelWh(),
            then.timeOf(then.cutOff()).toEpochSecond(ZoneOffset.UTC),
            issue.startSecond(target));
      }
    }
  }

  private void add(double[] row, double target, long issueSecond, long startSecond) {
    if (size == targets.length) {
      int more = Math.max(4096, 2 * size);
      features = Arrays.copyOf(features, more * columns);
      targets = Arrays.copyOf(targets, more);
      issueSeconds = Arrays.copyOf(issueSeconds, more);
      startSeconds = Arrays.copyOf(startSeconds, more);
    }
    System.arraycopy(row, 0, features, size * columns, columns);
    targets[size] = target;
    issueSeconds[size] = issueSecond;
    startSeconds[size++] = startSecond;
  }
}
