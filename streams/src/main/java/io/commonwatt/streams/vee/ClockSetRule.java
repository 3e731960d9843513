package io.commonwatt.streams.vee;

/**
 * The meter's clock was set within the interval, or was wrong until it was set: from the first
 * period, within a week, that fails its sum check or, of generation, suits other hours of the days
 * before ({@link ClockShift}), and the one before where slots of it are unknown, unless a later one
 * is confirmed. What was read is kept. Source: clock drift (California DASMMD: time check of
 * reading device), clock set forward (IEC 61968-9 quality 1.4.64), time reset flag (Ontario IMO).
 * Set by the review, which knows the periods.
 */
final class ClockSetRule implements VeeRule {
  @Override
  public String name() {
    return "clock-set";
  }

  @Override
  public Kind kind() {
    return Kind.FLAGS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return false;
  }

  @Override
  public String detail(Examination examination) {
    Long set = examination.state.clockSets().higher(examination.series.startOf(examination.slot));
    return "The clock was set at "
        + (set == null ? "?" : java.time.Instant.ofEpochSecond(set))
        + " and the interval is not known to be of its hour";
  }
}
