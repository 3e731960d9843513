package io.commonwatt.streams.vee;

import io.commonwatt.contracts.reading.RawReading;

/**
 * The interval is not one of the usage point's: another length, or a start beside its grid (whole
 * intervals from midnight UTC). Source: intervals found vs expected (Ontario IMO).
 */
final class IntervalMismatchRule implements VeeRule {
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
    return reading.lengthSeconds() != seconds
        || reading.start().getNano() != 0
        || Math.floorMod(reading.start().getEpochSecond(), (long) seconds) != 0;
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
