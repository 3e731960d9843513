package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.DayHead;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * Asks the rules that need no register about a portion of a series, and asks none where a value is
 * too ordinary for any to speak. Made for one step; not thread-safe.
 */
final class PlainRules {
  /** In place of flags, for slots without a reading. */
  static final int NO_READING = -1;

  private final Examination examination;

  PlainRules(Examination examination) {
    this.examination = examination;
  }

  /** Fills in the flags of the slots from {@code from} to before {@code to}. */
  void ask(long from, long to, int[] flags) {
    Series series = examination.series;
    long ordinaryWh = ordinaryWh();
    boolean channels = examination.point.hasChannelSum();
    boolean whole = channels;
    long nextDay = Long.MIN_VALUE;
    for (long slot = from; slot < to; slot++) {
      int index = (int) (slot - from);
      int status = series.status(slot);
      if (Status.kind(status) != Status.MEASURED) {
        flags[index] = NO_READING;
        continue;
      }
      if (slot >= nextDay) {
        long day = series.dayOf(slot);
        nextDay = (day + 1) * series.slotsPerDay();
        whole = channels || mayBeOddAsAWhole(day);
      }
      long wh = series.rawWh(slot);
      int spoken = Status.flags(status) & Flags.TIME_TOLERANCE;
      if (wh < 0 || wh > ordinaryWh || whole) {
        examination.slot = slot;
        examination.rawWh = wh;
        spoken |= ask();
      }
      flags[index] = spoken;
    }
  }

  private int ask() {
    int spoken = 0;
    for (int bit = 0; bit < Flags.RULES.length; bit++) {
      spoken |= Flags.RULES[bit].speaks(examination) ? 1 << bit : 0;
    }
    return spoken;
  }

  /** At or below this no rule about single values speaks, Wh. */
  private long ordinaryWh() {
    double frozenWh =
        examination.isUsed()
            ? examination.intervalWh(examination.thresholds.frozenFloorKw())
            : Double.MAX_VALUE;
    return (long) Math.min(examination.quietWh, Math.min(examination.limitWh, frozenWh));
  }

  /** Whether a rule about whole days might speak: the day is complete, or follows an idle one. */
  private boolean mayBeOddAsAWhole(long day) {
    if (!examination.isUsed()) {
      return false;
    }
    DayHead before = examination.series.head(day - 1);
    if (before.peakWh() == 0 && before.measured() > 0) {
      return true;
    }
    DayHead head = examination.series.head(day);
    return head.measured() == examination.series.slotsPerDay();
  }
}
