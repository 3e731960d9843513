package io.commonwatt.streams.vee;

import io.commonwatt.contracts.reading.RawReading;

/**
 * The interval is not one of the usage point's: another length, or a start so far beside its grid
 * (whole intervals from midnight UTC) that it may be either of two; less far is for {@link
 * TimeToleranceRule}. Source: intervals found vs expected (Ontario IMO).
 */
final class IntervalMismatchRule implements VeeRule {
  /** Share of the interval by which a start may be beside it and still be attributed. */
  private static final double MOST_BESIDE = 0.45;

  @Override
  public String name() {
    return "interval-mismatch";
  }

  @Override
  public Kind kind() {
    return Kind.REJECTS;
  }

  @Override
  public boolean speaks(Examination examination) {
    RawReading reading = examination.reading;
    int seconds = examination.usagePoint().intervalSeconds();
    long beside = Math.floorMod(reading.start().getEpochSecond(), (long) seconds);
    return reading.lengthSeconds() != seconds
        || Math.min(beside, seconds - beside) > MOST_BESIDE * seconds;
  }

  @Override
  public String detail(Examination examination) {
    return "Interval from "
        + examination.reading.start()
        + " of "
        + examination.reading.lengthSeconds()
        + " s; usage point '"
        + examination.usagePoint().id()
        + "' is metered in whole intervals of "
        + examination.usagePoint().intervalSeconds()
        + " s";
  }
}
