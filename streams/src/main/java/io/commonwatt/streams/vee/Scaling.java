package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.SlotChanges;
import io.commonwatt.streams.series.Status;
import java.util.List;

/**
 * Fourth part of a step: in a period between two register readings, scales the estimates so that
 * the period adds up to the register's advance, by {@link SameRank}; where only one interval is not
 * known, what the register leaves for it is exact. Waits until every interval of the period is
 * measured or declared absent. Source: "scaled to the register advance" (California DASMMD; AEMO
 * calculated substitution). Made for one step; not thread-safe.
 */
final class Scaling {
  private final Examination examination;
  private final Estimator estimator;
  private long[] slots = new long[32];
  private Expectation[] expectations = new Expectation[32];
  private long[] means = new long[32];
  private int[] methods = new int[32];
  private int count;

  Scaling(Examination examination, Estimator estimator) {
    this.examination = examination;
    this.estimator = estimator;
  }

  /** Scales in the examined series wherever this step changed something. */
  void run() {
    Series series = examination.series;
    if (!Balance.hasRegisters(examination)) {
      return;
    }
    SlotChanges changes = series.changes();
    long first = changes.size() == 0 ? Long.MAX_VALUE : changes.slot(0);
    long registers = series.registers().changedFrom();
    first = registers == Long.MAX_VALUE ? first : Math.min(first, series.slotOf(registers));
    if (first == Long.MAX_VALUE) {
      return;
    }
    List<Balance> balances = Balance.after(examination, first);
    for (Balance balance : balances) {
      if (balance.from() >= series.firstDay() * series.slotsPerDay()) {
        scale(balance);
      }
    }
  }

  private void scale(Balance balance) {
    count = 0;
    long known = 0;
    for (long slot = balance.from(); slot < balance.to(); slot++) {
      int status = examination.series.status(slot);
      if (Status.kind(status) == Status.ABSENT) {
        return;
      }
      if (isOpen(status)) {
        note(slot);
      } else {
        known += examination.series.energyWh(slot);
      }
    }
    long rest = balance.advanceWh() - known;
    boolean fits =
        rest >= -balance.toleranceWh()
            && rest <= examination.limitWh * count + balance.toleranceWh();
    if (count > 0) {
      apply(fits, Math.max(0, rest));
    }
  }

  /** Whether the energy of a slot is for the register to say. */
  private static boolean isOpen(int status) {
    int kind = Status.kind(status);
    int flags = Status.flags(status);
    return kind == Status.ESTIMATED
        || kind == Status.MISSING
        || kind == Status.MEASURED
            && flags != 0
            && (flags & (Flags.SUM_CHECK | Flags.CHANNEL_SUM)) == 0
            && (flags & ~Flags.KEPT) != 0;
  }

  private void note(long slot) {
    if (count == slots.length) {
      slots = java.util.Arrays.copyOf(slots, count * 2);
      expectations = java.util.Arrays.copyOf(expectations, count * 2);
      means = java.util.Arrays.copyOf(means, count * 2);
      methods = java.util.Arrays.copyOf(methods, count * 2);
    }
    examination.slot = slot;
    methods[count] = estimator.estimate(examination);
    expectations[count] = estimator.expectation(methods[count]);
    means[count] = estimator.energyWh();
    slots[count] = slot;
    count++;
  }

  private void apply(boolean fits, long rest) {
    long[] shares =
        fits ? Apportionment.of(SameRank.of(expectations, count, rest), count, rest) : null;
    for (int index = 0; index < count; index++) {
      int before = examination.series.status(slots[index]);
      int method = methods[index];
      if (fits) {
        boolean exact = count == 1 || method == Status.METHOD_NONE;
        method = exact ? Status.METHOD_REGISTER : method | Status.SCALED;
      }
      boolean measured = Status.kind(before) == Status.MEASURED;
      int kind = method == Status.METHOD_NONE ? Status.MISSING : Status.ESTIMATED;
      int status = Status.of(measured ? Status.MEASURED : kind, method, Status.flags(before));
      examination.series.set(slots[index], status, fits ? shares[index] : means[index]);
    }
  }
}
