package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.SlotChanges;
import io.commonwatt.streams.series.Status;
import io.commonwatt.streams.vee.Balance.Outcome;
import java.util.List;
import java.util.TreeMap;

/**
 * Second part of a step, for measured slots: asks the plausibility rules again wherever what they
 * look at changed, then estimates the flagged. Verdicts of the whole range come before estimates,
 * which stand on them.
 *
 * <p>The range is gone through in portions: a period between two register readings, else a UTC day.
 * A period whose intervals add up to the register's advance lifts what the rules suspected; one
 * that fails asks {@link Suspects}. Days before the reach of any rule are passed over unopened
 * unless a slot of theirs is flagged. Made for one step; not thread-safe.
 */
final class Review {
  private static final int NEIGHBOUR_SECONDS = 7200;
  private static final int SECONDS_PER_WEEK = 7 * 86_400;

  /** Days that a rule looks back, and one more for periods that begin at any time. */
  private static final int REACH_DAYS = DayRule.WEEK + 2;

  private final Examination examination;
  private final Estimator estimator;
  private final PlainRules rules;
  private final TreeMap<Long, Long> blamed = new TreeMap<>();
  private List<Balance> balances = List.of();
  private int[] flags = new int[0];

  Review(Examination examination, Estimator estimator) {
    this.examination = examination;
    this.estimator = estimator;
    this.rules = new PlainRules(examination);
  }

  /**
   * Reviews the examined series.
   *
   * @param lastDay last day that can hold a slot
   * @param alsoFrom earliest slot that changed elsewhere and matters here, or the maximum
   */
  void run(long lastDay, long alsoFrom) {
    balances = List.of();
    long first = Math.min(alsoFrom, firstChanged());
    if (first == Long.MAX_VALUE) {
      return;
    }
    Series series = examination.series;
    int reach =
        Math.max(
            1,
            Math.max(
                NEIGHBOUR_SECONDS / series.lengthSeconds(), Estimator.longestRun(examination)));
    long from = series.dayOf(first - reach) * series.slotsPerDay();
    if (Balance.hasRegisters(examination)) {
      from = extend(from, first);
    }
    long lastChanged =
        series.changes().size() == 0 ? first : series.changes().slot(series.changes().size() - 1);
    int reachDays = examination.state.clockSets().isEmpty() ? REACH_DAYS : Profile.DAYS + 2;
    long certain = Math.max(first, lastChanged) + (long) reachDays * series.slotsPerDay();
    blamed.clear();
    go(from, (lastDay + 1) * series.slotsPerDay(), certain, true);
    go(from, (lastDay + 1) * series.slotsPerDay(), certain, false);
  }

  /** Balances of the last range reviewed. */
  List<Balance> balances() {
    return balances;
  }

  private long firstChanged() {
    Series series = examination.series;
    SlotChanges changes = series.changes();
    long first = changes.size() == 0 ? Long.MAX_VALUE : changes.slot(0);
    long events = examination.state.eventsChangedFrom();
    if (events != Long.MAX_VALUE) {
      first = Math.min(first, series.slotOf(events));
    }
    long registers = series.registers().changedFrom();
    return registers == Long.MAX_VALUE ? first : Math.min(first, series.slotOf(registers));
  }

  /** Begins with a whole period, and with the one before where its outcome may turn. */
  private long extend(long from, long first) {
    Series series = examination.series;
    long begin = from;
    int daysBefore = 3;
    if (!examination.state.clockSets().isEmpty()) {
      Long set = examination.state.clockSets().higher(series.startOf(first));
      Long last = examination.state.clockSets().floor(series.startOf(first));
      boolean near = set != null || last != null && series.startOf(first) - last < 86_400 * 2;
      begin =
          near ? Math.min(begin, series.slotOf(series.startOf(first) - SECONDS_PER_WEEK)) : begin;
      daysBefore = DayRule.WEEK + 2;
    }
    long earliest =
        Math.max(
            begin - (long) series.slotsPerDay() * daysBefore,
            series.firstDay() * series.slotsPerDay());
    balances = Balance.after(examination, Math.min(earliest, begin));
    long extended = begin;
    for (int index = 0; index < balances.size(); index++) {
      Balance balance = balances.get(index);
      if (balance.from() < begin && begin < balance.to()) {
        extended = balance.from();
      }
      if (balance.from() <= first && first < balance.to() && index > 0) {
        extended = Math.min(extended, balances.get(index - 1).from());
        break;
      }
    }
    return extended;
  }

  private void go(long from, long end, long certain, boolean judging) {
    Series series = examination.series;
    int next = 0;
    long slot = from;
    while (slot < end) {
      while (next < balances.size() && balances.get(next).from() < slot) {
        next++;
      }
      Balance balance = next < balances.size() ? balances.get(next) : null;
      long to = (series.dayOf(slot) + 1) * series.slotsPerDay();
      if (balance != null && balance.from() == slot) {
        to = balance.to();
      } else {
        to = balance == null ? to : Math.min(to, balance.from());
        balance = null;
      }
      if (isAtHand(slot, to, certain)) {
        if (judging) {
          judge(slot, to, balance, next);
        } else {
          estimate(slot, to);
        }
      }
      slot = to;
    }
  }

  private boolean isAtHand(long from, long to, long certain) {
    Series series = examination.series;
    for (long day = series.dayOf(from); day <= series.dayOf(to - 1); day++) {
      if (series.holds(day)
          && (from < certain || series.isOpen(day) || series.head(day).flags() != 0)) {
        return true;
      }
    }
    return false;
  }

  private void judge(long from, long to, Balance balance, int index) {
    int slots = (int) (to - from);
    if (flags.length < slots) {
      flags = new int[slots];
    }
    rules.ask(from, to, flags);
    if (balance != null) {
      weigh(balance, index, slots);
    } else {
      clockSetWithin(from, slots);
    }
    Series series = examination.series;
    for (int i = 0; i < slots; i++) {
      int status = flags[i] == PlainRules.NO_READING ? 0 : series.status(from + i);
      if (flags[i] != PlainRules.NO_READING && flags[i] != Status.flags(status)) {
        int judged = Status.of(Status.MEASURED, Status.method(status), flags[i]);
        series.set(from + i, judged, series.energyWh(from + i));
      }
    }
  }

  private void clockSetWithin(long from, int slots) {
    Series series = examination.series;
    if (examination.state.clockSets().isEmpty()) {
      return;
    }
    for (int i = 0; i < slots; i++) {
      Long set = examination.state.clockSets().higher(series.startOf(from + i));
      boolean within = set != null && set < series.startOf(from + i + 1);
      flags[i] |= within && flags[i] != PlainRules.NO_READING ? Flags.CLOCK_SET : 0;
    }
  }

  /** Brings the verdicts of a period together with what its register says. */
  private void weigh(Balance balance, int index, int slots) {
    Outcome outcome = outcome(index);
    boolean isBeforeClockSet = isBeforeClockSet(index);
    if (outcome == Outcome.CONFIRMED) {
      for (int i = 0; i < slots; i++) {
        flags[i] &= flags[i] == PlainRules.NO_READING ? flags[i] : Flags.LASTING;
      }
    }
    if (isBeforeClockSet) {
      Long set = examination.state.clockSets().higher(examination.series.startOf(balance.from()));
      for (int i = 0; i < slots; i++) {
        boolean before = examination.series.startOf(balance.from() + i) < set;
        flags[i] |= before && flags[i] != PlainRules.NO_READING ? Flags.CLOCK_SET : 0;
      }
    } else if (outcome == Outcome.FAILED && slots <= Suspects.LONGEST) {
      blame(balance, slots);
    }
  }

  /** The outcome of a balance, which neighbours may turn. */
  private Outcome outcome(int index) {
    Balance balance = balances.get(index);
    Outcome outcome = balance.outcome(examination);
    if (outcome != Outcome.FAILED) {
      return outcome;
    }
    boolean cancels =
        index > 0 && balance.cancels(balances.get(index - 1), examination)
            || index + 1 < balances.size() && balance.cancels(balances.get(index + 1), examination);
    return cancels ? Outcome.CONFIRMED : outcome;
  }

  /**
   * Whether the clock was set within a week, is not known to have been right until then, and was
   * wrong in the period or in one before. A period with unknown slots may be the one in which it
   * went wrong or was set.
   */
  private boolean isBeforeClockSet(int index) {
    Series series = examination.series;
    if (examination.state.clockSets().isEmpty()) {
      return false;
    }
    Balance balance = balances.get(index);
    Long set = examination.state.clockSets().higher(series.startOf(balance.from()));
    if (set == null || set - series.startOf(balance.to()) > SECONDS_PER_WEEK) {
      return false;
    }
    for (int later = index + 1; later < balances.size(); later++) {
      if (series.startOf(balances.get(later).from()) >= set) {
        break;
      }
      if (clock(later) == Outcome.CONFIRMED) {
        return false;
      }
    }
    boolean bordering =
        set < series.startOf(balance.to())
            || index + 1 < balances.size() && clock(index + 1) == Outcome.FAILED;
    if (bordering && clock(index) == Outcome.OPEN) {
      return true;
    }
    for (int earlier = index; earlier >= 0; earlier--) {
      Outcome clock = clock(earlier);
      boolean near = set - series.startOf(balances.get(earlier).to()) <= SECONDS_PER_WEEK;
      if (clock != Outcome.OPEN || !near) {
        return clock == Outcome.FAILED && near;
      }
    }
    return false;
  }

  /**
   * What a balance says of the clock: wrong too where generation suits other hours. What is used
   * varies too much to say so.
   */
  private Outcome clock(int index) {
    Outcome outcome = outcome(index);
    boolean wrong =
        outcome != Outcome.FAILED
            && !examination.isUsed()
            && ClockShift.isLikely(examination, balances.get(index));
    return wrong ? Outcome.FAILED : outcome;
  }

  private void blame(Balance balance, int slots) {
    long unknown = 0;
    for (int i = 0; i < slots; i++) {
      if (!Balance.isKnown(examination, balance.from() + i)) {
        examination.slot = balance.from() + i;
        estimator.estimate(examination);
        unknown += estimator.energyWh();
      }
    }
    long known = balance.excessWh(examination) + balance.advanceWh();
    Suspects suspects = new Suspects(examination, balance, known, unknown);
    if (suspects.isEmpty()) {
      return;
    }
    double[] energies = new double[slots];
    int[] which = new int[slots];
    int count = 0;
    double total = 0;
    for (int i = 0; i < slots; i++) {
      if (suspects.probability(i) > 0) {
        energies[count] = suspects.energyWh(i);
        total += energies[count];
        which[count++] = i;
      }
    }
    long[] shares = Apportionment.of(energies, count, (long) Math.floor(total + 0.5));
    for (int i = 0; i < count; i++) {
      flags[which[i]] = flags[which[i]] & Flags.LASTING | Flags.SUM_CHECK;
      blamed.put(balance.from() + which[i], shares[i]);
    }
    for (int i = 0; i < slots; i++) {
      boolean other = flags[i] != PlainRules.NO_READING && (flags[i] & Flags.SUM_CHECK) == 0;
      flags[i] &= other ? Flags.LASTING : flags[i];
    }
  }

  private void estimate(long from, long to) {
    Series series = examination.series;
    for (long slot = from; slot < to; slot++) {
      int status = series.status(slot);
      if (Status.kind(status) != Status.MEASURED) {
        continue;
      }
      int spoken = Status.flags(status);
      if (spoken != 0) {
        examination.slot = slot;
        examination.rawWh = series.rawWh(slot);
        int method = estimateFlagged(spoken);
        int estimated = Status.of(Status.MEASURED, method, spoken);
        series.set(slot, estimated, estimator.energyWh());
      } else if (Status.method(status) != Status.METHOD_NONE
          || series.energyWh(slot) != series.rawWh(slot)) {
        int plain = Status.of(Status.MEASURED, Status.METHOD_NONE, 0);
        series.set(slot, plain, series.rawWh(slot));
      }
    }
  }

  private int estimateFlagged(int spoken) {
    Long share = blamed.get(examination.slot);
    if ((spoken & Flags.SUM_CHECK) != 0 && share != null) {
      return estimator.take(share, Status.METHOD_REGISTER);
    }
    if ((spoken & Flags.CHANNEL_SUM) != 0) {
      long expected = ChannelSumRule.expectedWh(examination);
      if (expected >= 0) {
        return estimator.take(expected, Status.METHOD_CHANNELS);
      }
    }
    if ((spoken & ~Flags.KEPT) == 0) {
      return estimator.take(examination.rawWh, Status.METHOD_RAW);
    }
    return estimator.estimate(examination);
  }
}
