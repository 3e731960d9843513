package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * Estimates the energy of a slot that has no reading, or an implausible one, from plausible
 * readings that no outage touches:
 *
 * <ol>
 *   <li><em>linear</em>: point to point between the neighbours, when the whole run of slots without
 *       such a reading is at most two hours long and both neighbours are known (California DASMMD;
 *       NEM12 type 17);
 *   <li><em>average-like-day</em>: mean of the same UTC time on the same weekday of the last four
 *       weeks, as many as there are; without any, on the last up to four days of the last 28 (AEMO
 *       type 15); of one such day only: <em>like-day</em> (type 14);
 *   <li>none: zero.
 * </ol>
 *
 * <p>Whole watt hours, halves up. Not thread-safe: {@link #energyWh} holds the last result.
 */
final class Estimator {
  private static final int WEEKS = 4;
  private static final int DAYS = 28;
  private static final int MOST_REFERENCE_DAYS = 4;

  private long energyWh;

  /** Result of the last {@link #estimate}, Wh. */
  long energyWh() {
    return energyWh;
  }

  /** Takes over an energy that is known otherwise; returns the method. */
  int take(long wh, int method) {
    energyWh = wh;
    return method;
  }

  /** Estimates the examined slot; returns the method. */
  int estimate(Examination examination) {
    if (interpolate(examination)) {
      return Status.METHOD_LINEAR;
    }
    int days = average(examination, 7, WEEKS * 7);
    days = days == 0 ? average(examination, 1, DAYS) : days;
    if (days > 0) {
      return days == 1 ? Status.METHOD_LIKE_DAY : Status.METHOD_AVERAGE_LIKE_DAY;
    }
    energyWh = 0;
    return Status.METHOD_NONE;
  }

  /** Longest run of slots that is interpolated. */
  static int longestRun(Examination examination) {
    return (int)
        (examination.settings.interpolationLimit().toSeconds()
            / examination.series.lengthSeconds());
  }

  private boolean interpolate(Examination examination) {
    int longest = longestRun(examination);
    int before = distance(examination, -1, longest);
    int after = before > longest ? before : distance(examination, 1, longest - before + 1);
    if (before + after - 1 > longest) {
      return false;
    }
    Series series = examination.series;
    long left = series.rawWh(examination.slot - before);
    long right = series.rawWh(examination.slot + after);
    energyWh = left + roundedRatio((right - left) * before, before + after);
    return true;
  }

  /** Slots to the nearest basis in a direction; one more than {@code reach} when there is none. */
  private static int distance(Examination examination, int direction, int reach) {
    for (int steps = 1; steps <= reach; steps++) {
      if (isBasis(examination, examination.slot + (long) direction * steps)) {
        return steps;
      }
    }
    return reach + 1;
  }

  private int average(Examination examination, int everyDays, int days) {
    Series series = examination.series;
    long sum = 0;
    int count = 0;
    for (int back = everyDays; back <= days && count < MOST_REFERENCE_DAYS; back += everyDays) {
      long slot = examination.slot - (long) back * series.slotsPerDay();
      if (isBasis(examination, slot)) {
        sum += series.rawWh(slot);
        count++;
      }
    }
    energyWh = count == 0 ? 0 : roundedRatio(sum, count);
    return count;
  }

  private static boolean isBasis(Examination examination, long slot) {
    Series series = examination.series;
    if (!Status.plausible(series.status(slot))) {
      return false;
    }
    long start = series.startOf(slot);
    return !examination.state.outages().touches(start, start + series.lengthSeconds());
  }

  private static long roundedRatio(long dividend, long divisor) {
    return Math.floorDiv(2 * dividend + divisor, 2 * divisor);
  }
}
