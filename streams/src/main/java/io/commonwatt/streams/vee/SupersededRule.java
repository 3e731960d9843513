package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * The interval has an accepted reading with another value: the later known of the two holds, then
 * the one with the greater id. Source: keep raw for ever, write a new version (VEE practice). Of an
 * interval that has left memory the earlier value is not known any more: the later reading holds.
 */
final class SupersededRule implements VeeRule {
  /** Whether the earlier reading is known by its bit only. */
  static boolean isOutOfMemory(Examination examination) {
    Series series = examination.series;
    return Status.kind(series.status(examination.slot)) != Status.MEASURED
        && series.isAcceptedOld(examination.slot);
  }

  @Override
  public String name() {
    return "superseded";
  }

  @Override
  public Kind kind() {
    return Kind.FILES;
  }

  @Override
  public boolean speaks(Examination examination) {
    Series series = examination.series;
    long slot = examination.slot;
    boolean differs =
        Status.kind(series.status(slot)) == Status.MEASURED
            && series.rawWh(slot) != examination.rawWh;
    return differs || isOutOfMemory(examination);
  }

  @Override
  public String detail(Examination examination) {
    String now = " replaced by " + examination.rawWh + " Wh of reading " + examination.reading.id();
    return isOutOfMemory(examination)
        ? "A reading that has left memory" + now
        : examination.series.rawWh(examination.slot) + " Wh" + now;
  }
}
