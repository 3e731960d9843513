package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;
import java.util.Arrays;

/**
 * Estimates the energy of a slot that has no reading, or an implausible one, from plausible
 * readings that no outage touches:
 *
 * <ol>
 *   <li><em>linear</em>: point to point between the neighbours, when the whole run of slots without
 *       such a reading is at most two hours long and both neighbours are known (California DASMMD;
 *       NEM12 type 17);
 *   <li><em>average-like-day</em>: mean over the {@link LikeDays} (AEMO type 15); of one such day
 *       only: <em>like-day</em> (type 14). Within two hours of a known neighbour its energy counts
 *       in its place, the more the nearer it is, as between the points of a line;
 *   <li>none: zero.
 * </ol>
 *
 * <p>Whole watt hours, halves up. Not thread-safe: {@link #energyWh} holds the last result.
 */
final class Estimator {
  private final LikeDays likeDays = new LikeDays();
  private long energyWh;
  private double edgeWh;
  private double edgeShare;

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
    int days = likeDays.gather(examination);
    if (days == 0) {
      energyWh = 0;
      return Status.METHOD_NONE;
    }
    double sum = 0;
    for (int index = 0; index < likeDays.count; index++) {
      sum += likeDays.wh[index];
    }
    double mean = sum / likeDays.count;
    lookToTheEdges(examination);
    energyWh = (long) Math.floor(mean + (edgeWh - mean) * edgeShare + 0.5);
    return days == 1 ? Status.METHOD_LIKE_DAY : Status.METHOD_AVERAGE_LIKE_DAY;
  }

  /** What may be expected of the slot estimated last, by the method that was returned. */
  Expectation expectation(int method) {
    if (method != Status.METHOD_LIKE_DAY && method != Status.METHOD_AVERAGE_LIKE_DAY) {
      return Expectation.of(energyWh);
    }
    double[] ascending = Arrays.copyOf(likeDays.wh, likeDays.count);
    Arrays.sort(ascending);
    return new Expectation(ascending, edgeWh, edgeShare);
  }

  /** Within two hours of an edge of the gap, its energy counts the more the nearer it is. */
  private void lookToTheEdges(Examination examination) {
    int reach = longestRun(examination);
    edgeWh = 0;
    edgeShare = 0;
    double weights = 0;
    for (int direction = -1; direction <= 1; direction += 2) {
      int steps = distance(examination, direction, reach);
      if (steps <= reach) {
        double share = 1 - (double) steps / (reach + 1);
        weights += share;
        edgeWh += share * examination.series.rawWh(examination.slot + (long) direction * steps);
        edgeShare = Math.max(edgeShare, share);
      }
    }
    edgeWh = weights > 0 ? edgeWh / weights : 0;
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

  static boolean isBasis(Examination examination, long slot) {
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
