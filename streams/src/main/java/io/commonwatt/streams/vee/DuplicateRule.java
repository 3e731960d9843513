package io.commonwatt.streams.vee;

import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * The reading that holds this interval has the same value: nothing changes. Source: the same data
 * delivered twice (Ontario IMO: intervals found vs expected).
 */
final class DuplicateRule implements VeeRule {
  @Override
  public String name() {
    return "duplicate";
  }

  @Override
  public Kind kind() {
    return Kind.FILES;
  }

  @Override
  public boolean speaks(Examination examination) {
    Series series = examination.series;
    long slot = examination.slot;
    return Status.kind(series.status(slot)) == Status.MEASURED
        && series.rawWh(slot) == examination.rawWh;
  }

  @Override
  public String detail(Examination examination) {
    return examination.rawWh
        + " Wh is held already from reading "
        + examination.series.rawId(examination.slot, examination.imports);
  }
}
