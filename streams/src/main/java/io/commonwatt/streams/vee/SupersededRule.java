package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * The interval has an accepted reading with another value: the one of the more trusted source
 * holds, then the later known of the two, then the one with the greater id. Source: keep raw for
 * ever, write a new version (VEE practice). Of an interval that has left memory the earlier value
 * is not known any more: the later reading holds.
 */
final class SupersededRule implements VeeRule {
  /** Whether the earlier reading is known by its bit only. */
  static boolean isOutOfMemory(Examination examination) {
    Series series = examination.series;
    return Status.kind(series.status(examination.slot)) != Status.MEASURED
        && series.isAcceptedOld(examination.slot);
  }

  /** Whether the reading that holds stands above this one by its source. */
  static boolean isOutranked(Examination examination) {
    Series series = examination.series;
    VeeSettings settings = examination.settings;
    if (settings.sourcePriority().isEmpty()
        || Status.kind(series.status(examination.slot)) != Status.MEASURED) {
      return false;
    }
    String holds = series.source(examination.slot, examination.imports);
    return settings.rank(holds) < settings.rank(examination.reading.source());
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
    if (isOutranked(examination)) {
      return examination.rawWh
          + " Wh of source '"
          + examination.reading.source()
          + "' stands back behind "
          + examination.series.rawWh(examination.slot)
          + " Wh of source '"
          + examination.series.source(examination.slot, examination.imports)
          + "'";
    }
    return isOutOfMemory(examination)
        ? "A reading that has left memory" + now
        : examination.series.rawWh(examination.slot) + " Wh" + now;
  }
}
