package io.commonwatt.forecasting.feature;

import java.util.Arrays;

/**
 * What a series did at the same time of earlier days: the lags of a target, and its climatology.
 * Reused from row to row; not thread-safe.
 */
final class SameTime {

  /** Days looked back. */
  static final int DAYS = 28;

  private static final int CLIMATOLOGY_DAYS = 21;
  private static final double DECAY_PER_DAY = 0.97;
  private static final double OTHER_DAY_TYPE = 0.5;
  private static final double NEIGHBOUR = 0.7;
  private static final int NEIGHBOUR_SECONDS = 1800;

  private final Issue issue;
  private final boolean solar;
  private final int neighbours;
  private final double[] values = new double[DAYS + 1];

  /** Those that are known, the newest first. */
  private final double[] known = new double[DAYS];

  /** Whether a day is of the target's type: a working day, or Saturday or Sunday, by local time. */
  private final boolean[] alike = new boolean[DAYS + 1];

  private final double[] sorted = new double[DAYS];
  private final Climatology climatology;
  private final SlidingSample sample;
  private final long[] lags = new long[DAYS + 1];
  private final double[] centreWeights = new double[CLIMATOLOGY_DAYS + 1];
  private final double[] neighbourWeights = new double[CLIMATOLOGY_DAYS + 1];
  private final double[] quantiles = new double[Rows.LEVELS.length];
  private int count;

  /**
   * @param solar whether the series follows the sun (values are then carried from day to day in
   *     proportion to the clear sky) or people (whose days follow the local clock)
   */
  SameTime(Issue issue, boolean solar) {
    this.issue = issue;
    this.solar = solar;
    neighbours = Math.max(1, NEIGHBOUR_SECONDS / issue.stepSeconds());
    climatology = new Climatology(CLIMATOLOGY_DAYS * (2 * neighbours + 1));
    sample = new SlidingSample(issue, CLIMATOLOGY_DAYS, neighbours);
  }

  /** Gathers the lags of a target; false when there is none. */
  boolean gather(long target) {
    count = 0;
    climatology.clear();
    int offset = issue.offsetSeconds(target);
    int weekday = weekday(target, offset);
    boolean weekend = isWeekend(weekday);
    double weight = 1;
    for (int day = 1; day <= DAYS; day++) {
      long lag = target - (long) day * issue.stepsPerDay();
      int lagOffset = issue.offsetSeconds(lag);
      int lagWeekday = lagOffset == offset ? (weekday + DAYS - day) % 7 : weekday(lag, lagOffset);
      alike[day] = isWeekend(lagWeekday) == weekend;
      boolean alikeShifted = alike[day];
      if (!solar && lagOffset != offset) {
        lag += (offset - lagOffset) / issue.stepSeconds();
        alikeShifted = isWeekend(weekday(lag, lagOffset)) == weekend;
      }
      lags[day] = lag;
      double value = at(target, lag);
      values[day] = value;
      if (!Double.isNaN(value)) {
        known[count++] = value;
      }
      if (day <= CLIMATOLOGY_DAYS) {
        weight *= DECAY_PER_DAY;
        centreWeights[day] = solar || alikeShifted ? weight : weight * OTHER_DAY_TYPE;
        neighbourWeights[day] = centreWeights[day] * NEIGHBOUR;
      }
    }
    if (solar) {
      addProportionally(target);
    } else {
      sample.move(lags);
      sample.fill(centreWeights, neighbourWeights, climatology);
    }
    if (count == 0 || climatology.size() == 0) {
      return false;
    }
    climatology.quantiles(Rows.LEVELS, quantiles);
    return true;
  }

  /** Values that depend on the target are gathered anew for each. */
  private void addProportionally(long target) {
    for (int day = 1; day <= CLIMATOLOGY_DAYS; day++) {
      climatology.add(values[day], centreWeights[day]);
      for (int j = 1; j <= neighbours; j++) {
        climatology.add(at(target, lags[day] - j), neighbourWeights[day]);
        climatology.add(at(target, lags[day] + j), neighbourWeights[day]);
      }
    }
  }

  /** Climatology of the gathered target at each level, Wh. */
  double[] quantiles() {
    return quantiles;
  }

  /** Value some days before the target, Wh; NaN when unknown. */
  double lag(int days) {
    return values[days];
  }

  /** The newest known values, one per day: the {@code rank}th, from 0; the fallback beyond. */
  double newest(int rank, double fallback) {
    return rank < count ? known[rank] : fallback;
  }

  /** Mean of the newest {@code limit} known values, Wh. */
  double mean(int limit) {
    int seen = Math.min(limit, count);
    double sum = 0;
    for (int i = 0; i < seen; i++) {
      sum += known[i];
    }
    return sum / seen;
  }

  /** Sorts the newest {@code limit} known values; they are then read by {@link #sorted}. */
  int sort(int limit) {
    int seen = Math.min(limit, count);
    System.arraycopy(known, 0, sorted, 0, seen);
    Arrays.sort(sorted, 0, seen);
    return seen;
  }

  double sorted(int rank) {
    return sorted[rank];
  }

  /** Standard deviation of the newest {@code limit} known values, Wh. */
  double deviation(int limit) {
    double mean = mean(limit);
    int seen = Math.min(limit, count);
    double sum = 0;
    for (int i = 0; i < seen; i++) {
      sum += (known[i] - mean) * (known[i] - mean);
    }
    return Math.sqrt(sum / seen);
  }

  /** Mean over the lags of whole weeks, Wh; the fallback when none is known. */
  double weekMean(double fallback) {
    double sum = 0;
    int seen = 0;
    for (int day = 7; day <= DAYS; day += 7) {
      if (!Double.isNaN(values[day])) {
        sum += values[day];
        seen++;
      }
    }
    return seen == 0 ? fallback : sum / seen;
  }

  /**
   * Mean over the lags that are of the target's type of day, Wh; the fallback when none is known.
   */
  double dayTypeMean(double fallback) {
    double sum = 0;
    int seen = 0;
    for (int day = 1; day <= DAYS; day++) {
      if (alike[day] && !Double.isNaN(values[day])) {
        sum += values[day];
        seen++;
      }
    }
    return seen == 0 ? fallback : sum / seen;
  }

  private static boolean isWeekend(int weekday) {
    return weekday >= 5;
  }

  /** 0 for Monday … 6 for Sunday, by local time. */
  int weekday(long index, int offsetSeconds) {
    long day = Math.floorDiv(issue.startSecond(index) + offsetSeconds, 86_400L);
    return (int) Math.floorMod(day + 3, 7L);
  }

  private double at(long target, long lag) {
    double value = issue.energyWh(lag);
    return solar && !Double.isNaN(value) ? value * SolarRows.skyRatio(issue, target, lag) : value;
  }
}
