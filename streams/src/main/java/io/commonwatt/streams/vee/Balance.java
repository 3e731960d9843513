package io.commonwatt.streams.vee;

import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.streams.series.Registers;
import io.commonwatt.streams.series.Registers.Period;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a register says of the slots between two of its readings. Immutable.
 *
 * @param from first slot
 * @param to slot after the last
 * @param advanceWh energy of them all, multiplier applied, Wh
 * @param toleranceWh how far their sum may be from it, Wh
 */
record Balance(long from, long to, long advanceWh, long toleranceWh) {

  /** What raw readings and register say of each other. */
  enum Outcome {
    /** Every slot is known and they add up. */
    CONFIRMED,
    /** They cannot be brought together. */
    FAILED,
    /** Slots are unknown, and may well hold the rest. */
    OPEN
  }

  /**
   * The balances that end after a slot, by time. A register read beside the grid of intervals by
   * more than the time tolerance balances nothing.
   */
  static List<Balance> after(Examination examination, long slot) {
    List<Balance> found = new ArrayList<>();
    List<Period> periods = examination.series.registers().periods();
    int first = periods.size();
    long second = examination.series.startOf(slot);
    while (first > 0 && periods.get(first - 1).to() > second) {
      first--;
    }
    long end = Long.MIN_VALUE;
    for (int index = first; index < periods.size(); index++) {
      Balance balance = of(examination, periods.get(index));
      if (balance != null && balance.from >= end && balance.to > balance.from) {
        found.add(balance);
        end = balance.to;
      }
    }
    return found;
  }

  private static Balance of(Examination examination, Period period) {
    long from = boundary(examination, period.from());
    long to = boundary(examination, period.to());
    Instant start = Instant.ofEpochSecond(period.from());
    MeterInstallation installation = examination.directory.findInstallation(period.meter(), start);
    if (from == Long.MIN_VALUE || to == Long.MIN_VALUE || installation == null) {
      return null;
    }
    long advanceWh = Examination.multiply(period.advanceWh(), installation.multiplier());
    MeterClass thresholds = examination.thresholds;
    double tolerance =
        thresholds.sumCheckWh()
            + thresholds.sumCheckPercent() / 100 * advanceWh
            + (double) (period.resolutionWh() - 1) * installation.multiplier();
    return new Balance(from, to, advanceWh, (long) tolerance);
  }

  private static long boundary(Examination examination, long second) {
    Series series = examination.series;
    long slot = series.slotOf(second + series.lengthSeconds() / 2);
    boolean near =
        Math.abs(series.startOf(slot) - second) <= examination.thresholds.timeToleranceSeconds();
    return near ? slot : Long.MIN_VALUE;
  }

  int slots() {
    return (int) (to - from);
  }

  /** Whether the raw value of a slot is to be believed until the sum says otherwise. */
  static boolean isKnown(Examination examination, long slot) {
    int kind = Status.kind(examination.series.status(slot));
    return kind == Status.POWER_FAIL || examination.isPossibleAt(slot);
  }

  private static long knownWh(Examination examination, long slot) {
    return Status.kind(examination.series.status(slot)) == Status.MEASURED
        ? examination.series.rawWh(slot)
        : 0;
  }

  /** Slots whose value is not known. */
  int unknown(Examination examination) {
    int unknown = 0;
    for (long slot = from; slot < to; slot++) {
      unknown += isKnown(examination, slot) ? 0 : 1;
    }
    return unknown;
  }

  /** What the known slots say more than the register, Wh. */
  long excessWh(Examination examination) {
    long sum = -advanceWh;
    for (long slot = from; slot < to; slot++) {
      sum += isKnown(examination, slot) ? knownWh(examination, slot) : 0;
    }
    return sum;
  }

  /** What raw readings and register say of each other, on their own. */
  Outcome outcome(Examination examination) {
    long excess = excessWh(examination);
    int unknown = unknown(examination);
    if (unknown == 0) {
      return Math.abs(excess) <= toleranceWh ? Outcome.CONFIRMED : Outcome.FAILED;
    }
    boolean fits = excess <= toleranceWh && -excess <= examination.limitWh * unknown + toleranceWh;
    return fits ? Outcome.OPEN : Outcome.FAILED;
  }

  /**
   * Whether this balance and its neighbour fail by the same amount in opposite directions: the
   * register reading between them is wrong, the intervals are not.
   */
  boolean cancels(Balance neighbour, Examination examination) {
    boolean adjacent = neighbour.to == from || neighbour.from == to;
    return adjacent
        && unknown(examination) == 0
        && neighbour.unknown(examination) == 0
        && Math.abs(excessWh(examination) + neighbour.excessWh(examination))
            <= Math.max(toleranceWh, neighbour.toleranceWh);
  }

  static boolean hasRegisters(Examination examination) {
    Registers registers = examination.series.registers();
    return !registers.isEmpty() && !registers.periods().isEmpty();
  }
}
