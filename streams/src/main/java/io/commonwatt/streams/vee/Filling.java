package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.SlotChanges;
import io.commonwatt.streams.series.Status;

/**
 * Third part of a step, for slots without a reading: fills what became due, and what outages that
 * became known cast in another light. Made for one step; not thread-safe.
 */
final class Filling {
  private final Examination examination;
  private final Estimator estimator;
  private final PowerFailRule powerFail = new PowerFailRule();

  Filling(Examination examination, Estimator estimator) {
    this.examination = examination;
    this.estimator = estimator;
  }

  /** Fills the examined series at step time {@code at}, epoch seconds. */
  void run(long at) {
    Series series = examination.series;
    if (!series.isExpected() && !expect(series)) {
      return;
    }
    refill(series);
    long due = series.nextDue();
    long lastEnd = at - examination.settings.absenceDelay().toSeconds();
    while (series.startOf(due + 1) <= lastEnd) {
      examination.slot = due;
      boolean absent = Status.kind(series.status(due)) == Status.ABSENT;
      if (absent && examination.point.findInstallation(examination.slotStart()) != null) {
        fill(series);
      }
      due++;
    }
    series.nextDue(due);
  }

  /** Begins to expect readings with the earliest in memory that this step accepted. */
  private static boolean expect(Series series) {
    SlotChanges changes = series.changes();
    for (int index = 0; index < changes.size(); index++) {
      if (series.dayOf(changes.slot(index)) >= series.firstDay()) {
        series.nextDue(changes.slot(index));
        return true;
      }
    }
    if (series.registers().periods().isEmpty()) {
      return false;
    }
    // A meter that sends no intervals: its registers tell them.
    long first = series.slotOf(series.registers().periods().get(0).from());
    series.nextDue(Math.max(first, series.firstDay() * series.slotsPerDay()));
    return true;
  }

  private void refill(Series series) {
    long changedFrom = examination.state.eventsChangedFrom();
    if (changedFrom == Long.MAX_VALUE) {
      return;
    }
    for (long slot = series.slotOf(changedFrom); slot < series.nextDue(); slot++) {
      int kind = Status.kind(series.status(slot));
      if (kind == Status.ABSENT || kind == Status.MEASURED) {
        continue;
      }
      examination.slot = slot;
      if ((kind == Status.POWER_FAIL) != powerFail.speaks(examination)) {
        fill(series);
      }
    }
  }

  private void fill(Series series) {
    long slot = examination.slot;
    if (powerFail.speaks(examination)) {
      series.set(slot, Status.of(Status.POWER_FAIL, Status.METHOD_NONE, 0), 0);
      return;
    }
    int method = estimator.estimate(examination);
    int kind = method == Status.METHOD_NONE ? Status.MISSING : Status.ESTIMATED;
    series.set(slot, Status.of(kind, method, 0), estimator.energyWh());
  }
}
