package io.commonwatt.forecasting.feature;

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
  private final double[] sorted = new double[DAYS];
  private final Climatology climatology;
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
  }

  /** Gathers the lags of a target; false when there is none. */
  boolean gather(long target) {
    count = 0;
    climatology.clear();
    int stepSeconds = issue.stepSeconds();
    int offset = issue.offsetSeconds(target);
    int dayType = dayType(target, offset);
    double weight = 1;
    for (int day = 1; day <= DAYS; day++) {
      long lag = target - (long) day * issue.stepsPerDay();
      int lagOffset = issue.offsetSeconds(lag);
      if (!solar) {
        lag += (offset - lagOffset) / stepSeconds;
      }
      double value = at(target, lag);
      values[day] = value;
      if (!Double.isNaN(value)) {
        count++;
      }
      if (day <= CLIMATOLOGY_DAYS) {
        weight *= DECAY_PER_DAY;
        boolean same = solar || dayType(lag, lagOffset) == dayType;
        double dayWeight = same ? weight : weight * OTHER_DAY_TYPE;
        climatology.add(value, dayWeight);
        for (int j = 1; j <= neighbours; j++) {
          climatology.add(at(target, lag - j), dayWeight * NEIGHBOUR);
          climatology.add(at(target, lag + j), dayWeight * NEIGHBOUR);
        }
      }
    }
    if (count == 0 || climatology.size() == 0) {
      return false;
    }
    climatology.quantiles(Rows.LEVELS, quantiles);
    return true;
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
    int seen = 0;
    for (int day = 1; day <= DAYS; day++) {
      if (!Double.isNaN(values[day]) && seen++ == rank) {
        return values[day];
      }
    }
    return fallback;
  }

  /** Mean of the newest {@code limit} known values, Wh. */
  double mean(int limit) {
    double sum = 0;
    int seen = 0;
    for (int day = 1; day <= DAYS && seen < limit; day++) {
      if (!Double.isNaN(values[day])) {
        sum += values[day];
        seen++;
      }
    }
    return sum / seen;
  }

  /** Sorts the newest {@code limit} known values; they are then read by {@link #sorted}. */
  int sort(int limit) {
    int seen = 0;
    for (int day = 1; day <= DAYS && seen < limit; day++) {
      double value = values[day];
      if (!Double.isNaN(value)) {
        int at = seen++;
        while (at > 0 && sorted[at - 1] > value) {
          sorted[at] = sorted[at - 1];
          at--;
        }
        sorted[at] = value;
      }
    }
    return seen;
  }

  double sorted(int rank) {
    return sorted[rank];
  }

  /** Standard deviation of the newest {@code limit} known values, Wh. */
  double deviation(int limit) {
    double mean = mean(limit);
    double sum = 0;
    int seen = 0;
    for (int day = 1; day <= DAYS && seen < limit; day++) {
      if (!Double.isNaN(values[day])) {
        sum += (values[day] - mean) * (values[day] - mean);
        seen++;
      }
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
  double dayTypeMean(long target, double fallback) {
    int dayType = dayType(target, issue.offsetSeconds(target));
    double sum = 0;
    int seen = 0;
    for (int day = 1; day <= DAYS; day++) {
      long lag = target - (long) day * issue.stepsPerDay();
      if (!Double.isNaN(values[day]) && dayType(lag, issue.offsetSeconds(lag)) == dayType) {
        sum += values[day];
        seen++;
      }
    }
    return seen == 0 ? fallback : sum / seen;
  }

  /** 0 for a working day, 1 for Saturday and Sunday, by local time. */
  private int dayType(long index, int offsetSeconds) {
    return weekday(index, offsetSeconds) >= 5 ? 1 : 0;
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
