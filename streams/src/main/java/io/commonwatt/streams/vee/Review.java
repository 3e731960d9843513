package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;
import io.commonwatt.streams.vee.VeeRule.Kind;

/**
 * Second half of a step, for measured slots: asks the plausibility rules again wherever what they
 * look at changed, then estimates the flagged. Verdicts of the whole range come before estimates,
 * which stand on them. Days without a flagged slot or a peak are passed over unopened. Made for one
 * step; not thread-safe.
 */
final class Review {
  private static final VeeRule[] FLAGGING = Rules.listOf(Kind.FLAGS);
  private static final int NEIGHBOUR_SECONDS = 7200;

  private final Examination examination;
  private final Estimator estimator;

  Review(Examination examination, Estimator estimator) {
    this.examination = examination;
    this.estimator = estimator;
  }

  /**
   * Reviews the examined series.
   *
   * @param lastDay last day that can hold a slot
   */
  void run(long lastDay) {
    long firstChanged = firstChanged();
    if (firstChanged != Long.MAX_VALUE) {
      run(firstChanged, lastDay);
    }
  }

  private long firstChanged() {
    Series series = examination.series;
    long first = series.changes().size() == 0 ? Long.MAX_VALUE : series.changes().slot(0);
    long outagesFrom = examination.state.outagesChangedFrom();
    return outagesFrom == Long.MAX_VALUE ? first : Math.min(first, series.slotOf(outagesFrom));
  }

  private void run(long firstChanged, long lastDay) {
    Series series = examination.series;
    int reach =
        Math.max(
            1,
            Math.max(
                NEIGHBOUR_SECONDS / series.lengthSeconds(), Estimator.longestRun(examination)));
    long firstDay = series.dayOf(firstChanged - reach);
    long quietWh = SpikeRule.quietWh(examination);
    boolean changed = false;
    for (long day = firstDay; day <= lastDay; day++) {
      changed |= !series.isQuiet(day, quietWh) && judge(day);
    }
    for (long day = changed ? firstDay - 1 : firstDay; day <= lastDay; day++) {
      if (!series.isQuiet(day, quietWh)) {
        estimate(day);
      }
    }
  }

  private boolean judge(long day) {
    Series series = examination.series;
    boolean changed = false;
    long end = (day + 1) * series.slotsPerDay();
    for (long slot = day * series.slotsPerDay(); slot < end; slot++) {
      byte status = series.status(slot);
      if (Status.kind(status) != Status.MEASURED) {
        continue;
      }
      examination.slot = slot;
      examination.rawWh = series.rawWh(slot);
      int flags = 0;
      for (int bit = 0; bit < FLAGGING.length; bit++) {
        flags |= FLAGGING[bit].speaks(examination) ? 1 << bit : 0;
      }
      if (flags != Status.flags(status)) {
        byte judged = Status.of(Status.MEASURED, Status.method(status), flags);
        series.set(slot, judged, series.energyWh(slot));
        changed = true;
      }
    }
    return changed;
  }

  private void estimate(long day) {
    Series series = examination.series;
    long end = (day + 1) * series.slotsPerDay();
    for (long slot = day * series.slotsPerDay(); slot < end; slot++) {
      byte status = series.status(slot);
      if (Status.kind(status) != Status.MEASURED) {
        continue;
      }
      if (Status.flags(status) != 0) {
        examination.slot = slot;
        int method = estimator.estimate(examination);
        byte estimated = Status.of(Status.MEASURED, method, Status.flags(status));
        series.set(slot, estimated, estimator.energyWh());
      } else if (Status.method(status) != Status.METHOD_NONE
          || series.energyWh(slot) != series.rawWh(slot)) {
        byte plain = Status.of(Status.MEASURED, Status.METHOD_NONE, 0);
        series.set(slot, plain, series.rawWh(slot));
      }
    }
  }
}
