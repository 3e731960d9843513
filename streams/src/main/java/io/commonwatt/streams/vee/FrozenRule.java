package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * The same value again and again within a UTC day, above what standby explains. Source: irregular
 * usage (California DASMMD), demand tolerance of consecutive intervals (Itron IEE). A register that
 * agrees lifts it; one that does not finds shorter runs too.
 */
final class FrozenRule implements VeeRule {
  @Override
  public String name() {
    return "frozen";
  }

  @Override
  public Kind kind() {
    return Kind.FLAGS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return examination.rawWh > examination.intervalWh(examination.thresholds.frozenFloorKw())
        && examination.isUsed()
        && run(examination) >= examination.thresholds.frozenIntervals();
  }

  private static long run(Examination examination) {
    long first = examination.slot;
    while (isSame(examination, first - 1)) {
      first--;
    }
    long last = examination.slot;
    while (isSame(examination, last + 1)) {
      last++;
    }
    return last - first + 1;
  }

  private static boolean isSame(Examination examination, long slot) {
    Series series = examination.series;
    return series.dayOf(slot) == series.dayOf(examination.slot)
        && Status.kind(series.status(slot)) == Status.MEASURED
        && series.rawWh(slot) == examination.rawWh;
  }

  @Override
  public String detail(Examination examination) {
    return run(examination) + " intervals in a row say " + examination.rawWh + " Wh";
  }
}
