package io.commonwatt.streams.vee;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.streams.series.ImportIds;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.SlotChanges;
import io.commonwatt.streams.series.Status;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Last part of a step: one row for each slot that changed, after the exceptions that explain it.
 * Made for one step; not thread-safe.
 */
final class Emission {
  private static final VeeRule POWER_FAIL = new PowerFailRule();
  private static final VeeRule GAP = new GapRule();

  private final Examination examination;
  private final ImportIds imports;
  private final Instant at;
  private final Consumer<Travelling> outputs;

  Emission(Examination examination, ImportIds imports, Instant at, Consumer<Travelling> outputs) {
    this.examination = examination;
    this.imports = imports;
    this.at = at;
    this.outputs = outputs;
  }

  /** Emits what changed in the examined series. */
  void run() {
    examination.reading = null;
    SlotChanges changes = examination.series.changes();
    for (int index = 0; index < changes.size(); index++) {
      examination.slot = changes.slot(index);
      int status = examination.series.status(examination.slot);
      MeterInstallation installation = examination.point.findInstallation(examination.slotStart());
      String meter = installation == null ? "" : installation.meter();
      if (Status.kind(status) == Status.ABSENT) {
        // Nothing but an edit brought it here.
        outputs.accept(Row.validated(examination, meter, at));
        continue;
      }
      if (Status.kind(status) != Status.MEASURED) {
        explainFilling(status, meter);
      } else if (Status.flags(status) != 0) {
        int known = changes.rawChanged(index) ? 0 : Status.flags(changes.before(index));
        explainFlags(Status.flags(status) & ~known, meter);
      }
      outputs.accept(Row.validated(examination, meter, at));
    }
  }

  private void explainFilling(int status, String meter) {
    boolean powerFail = Status.kind(status) == Status.POWER_FAIL;
    VeeRule rule = powerFail ? POWER_FAIL : GAP;
    String detail = rule.detail(examination);
    if (!powerFail) {
      long energyWh = examination.series.energyWh(examination.slot);
      detail += "; " + Row.method(status) + " " + energyWh + " Wh";
    }
    outputs.accept(Row.exception(examination, rule.name(), Fate.ESTIMATED, detail, meter, "", at));
  }

  private void explainFlags(int flags, String meter) {
    Series series = examination.series;
    examination.rawWh = series.rawWh(examination.slot);
    for (int bit = 0; bit < Flags.RULES.length; bit++) {
      if ((flags & 1 << bit) != 0) {
        String detail = Flags.RULES[bit].detail(examination);
        String rawId = series.rawId(examination.slot, imports);
        outputs.accept(
            Row.exception(
                examination, Flags.RULES[bit].name(), Fate.FLAGGED, detail, meter, rawId, at));
      }
    }
  }
}
