package io.commonwatt.streams.vee;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.streams.series.Registers;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.SlotChanges;
import io.commonwatt.streams.vee.Balance.Outcome;
import io.commonwatt.streams.vee.VeeRule.Kind;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * What stands out without changing a row: days of odd energy, register readings that cannot stand,
 * periods too long for a search that do not add up. Made for one step; not thread-safe.
 */
final class Warnings {
  private static final VeeRule[] RULES = Rules.listOf(Kind.WARNS);
  private static final int SECONDS_PER_DAY = 86_400;

  private final Examination examination;
  private final Instant at;
  private final Consumer<Travelling> outputs;

  Warnings(Examination examination, Instant at, Consumer<Travelling> outputs) {
    this.examination = examination;
    this.at = at;
    this.outputs = outputs;
  }

  /** Warns of the examined series. */
  void run(List<Balance> balances) {
    warnOfDays();
    Registers registers = examination.series.registers();
    for (Registers.Bad bad : registers.listNewlyBad()) {
      String detail =
          "Register "
              + bad.register()
              + " of "
              + bad.wh()
              + " Wh cannot stand with"
              + " the other readings of meter '"
              + bad.meter()
              + "'; it balances nothing";
      warn("register-rollback", detail, bad.meter(), bad.at(), 0);
    }
    if (registers.changedFrom() != Registers.NONE) {
      warnOfLongPeriods(balances, registers.changedFrom());
    }
  }

  private void warnOfDays() {
    Series series = examination.series;
    SlotChanges changes = series.changes();
    long day = Long.MIN_VALUE;
    for (int index = 0; index < changes.size(); index++) {
      if (!changes.rawChanged(index) || series.dayOf(changes.slot(index)) == day) {
        continue;
      }
      examination.slot = changes.slot(index);
      day = series.dayOf(examination.slot);
      for (VeeRule rule : RULES) {
        if (rule instanceof UsageRule && rule.speaks(examination)) {
          long start = day * SECONDS_PER_DAY;
          warn(rule.name(), rule.detail(examination), meterAt(start), start, SECONDS_PER_DAY);
        }
      }
    }
  }

  private void warnOfLongPeriods(List<Balance> balances, long changedFrom) {
    Series series = examination.series;
    for (Balance balance : balances) {
      long from = series.startOf(balance.from());
      long to = series.startOf(balance.to());
      if (balance.slots() > Suspects.LONGEST
          && to >= changedFrom
          && balance.outcome(examination) == Outcome.FAILED) {
        String detail =
            "Intervals differ by "
                + balance.excessWh(examination)
                + " Wh from the register's "
                + balance.advanceWh()
                + " Wh; read it more often to find which";
        warn("sum-check", detail, meterAt(from), from, (int) (to - from));
      }
    }
  }

  private String meterAt(long second) {
    MeterInstallation installation =
        examination.point.findInstallation(Instant.ofEpochSecond(second));
    return installation == null ? "" : installation.meter();
  }

  private void warn(String rule, String detail, String meter, long from, int seconds) {
    outputs.accept(
        Row.warning(examination, rule, detail, meter, Instant.ofEpochSecond(from), seconds, at));
  }
}
