package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.DayHead;
import java.util.Arrays;

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

  /** Highest values of the days of the week before that have readings, all possible, ascending. */
  static long[] peaksBefore(Examination examination) {
    long day = examination.series.dayOf(examination.slot);
    if (examination.peaks == null || examination.peaksDay != day) {
      examination.peaks = peaksBefore(examination, day);
      examination.peaksDay = day;
    }
    return examination.peaks;
  }

  private static long[] peaksBefore(Examination examination, long day) {
    long[] peaks = new long[WEEK];
    int count = 0;
    for (int back = 1; back <= WEEK; back++) {
      DayHead head = examination.series.head(day - back);
      if (head.measured() > 0 && head.peakWh() <= examination.limitWh) {
        peaks[count++] = head.peakWh();
      }
    }
    long[] known = Arrays.copyOf(peaks, count);
    Arrays.sort(known);
    return known;
  }
}
