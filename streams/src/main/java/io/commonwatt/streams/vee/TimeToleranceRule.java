package io.commonwatt.streams.vee;

/**
 * The reading starts beside its interval by more than clocks may drift. It is filed under the
 * nearest interval and kept as it is, doubted. Within the tolerance it is filed without a word.
 * Source: time tolerance (California DASMMD, Attachment VEE: 3 minutes; Ontario IMO).
 */
final class TimeToleranceRule implements VeeRule {
  @Override
  public String name() {
    return "time-tolerance";
  }

  @Override
  public Kind kind() {
    return Kind.FLAGS;
  }

  /** Asked once, when the reading comes in. */
  @Override
  public boolean speaks(Examination examination) {
    if (examination.reading == null) {
      return false;
    }
    long second = examination.reading.start().getEpochSecond();
    long start = examination.series.startOf(examination.slot);
    return Math.abs(second - start) > examination.thresholds.timeToleranceSeconds();
  }

  @Override
  public String detail(Examination examination) {
    return "The reading started more than "
        + examination.thresholds.timeToleranceSeconds()
        + " s beside its interval; check the meter's clock";
  }
}
