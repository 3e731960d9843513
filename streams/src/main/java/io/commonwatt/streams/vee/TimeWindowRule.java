package io.commonwatt.streams.vee;

import io.commonwatt.contracts.reading.RawReading;

/**
 * The interval is older than the platform accepts, or ends after it became known by more than
 * clocks drift. Source: time check of reading device, time tolerance (California DASMMD, Attachment
 * VEE; Ontario IMO). Compared with {@code knownAt}, so that neither batches nor the wall clock
 * matter.
 */
final class TimeWindowRule implements VeeRule {
  /** Whether [start, end) may become known at {@code knownAt}; epoch seconds. */
  @Override
  public String name() {
    return "outside-time-window";
  }

  @Override
  public Kind kind() {
    return Kind.REJECTS;
  }

  @Override
  public boolean speaks(Examination examination) {
    RawReading reading = examination.reading;
    return !examination.settings.accepts(
        reading.start().getEpochSecond(),
        reading.start().getEpochSecond() + reading.lengthSeconds(),
        reading.knownAt().getEpochSecond());
  }

  @Override
  public String detail(Examination examination) {
    RawReading reading = examination.reading;
    return "Interval from "
        + reading.start()
        + " became known at "
        + reading.knownAt()
        + "; accepted are starts at most "
        + examination.settings.maxAge().toDays()
        + " days before and ends at most "
        + examination.settings.futureTolerance().toMinutes()
        + " minutes after that: check the clock of meter '"
        + reading.meter()
        + "'";
  }
}
