package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.DayHead;
import io.commonwatt.streams.series.Series;

/** What the rules that look at whole UTC days have in common. */
abstract class DayRule implements VeeRule {
  /** Days of the week before that are looked at. */
  static final int WEEK = 7;

  @Override
  public Kind kind() {
    return Kind.FLAGS;
  }

  static DayHead today(Examination examination) {
    return examination.series.head(examination.series.dayOf(examination.slot));
  }

  static boolean isComplete(Examination examination, DayHead head) {
    return head.measured() == examination.series.slotsPerDay();
  }

  /** Highest values of the days before that have readings, all possible, ascending. */
  static long[] peaksBefore(Examination examination, int days) {
    Series series = examination.series;
    long day = series.dayOf(examination.slot);
    long[] peaks = new long[days];
    int count = 0;
    for (int back = 1; back <= days; back++) {
      DayHead head = series.head(day - back);
      if (head.measured() > 0 && head.peakWh() <= examination.limitWh) {
        peaks[count++] = head.peakWh();
      }
    }
    long[] known = java.util.Arrays.copyOf(peaks, count);
    java.util.Arrays.sort(known);
    return known;
  }
}
