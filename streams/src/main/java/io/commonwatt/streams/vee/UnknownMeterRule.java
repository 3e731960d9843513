package io.commonwatt.streams.vee;

/**
 * No installation of the meter is registered. Source: meter identification check (California
 * DASMMD, Attachment VEE).
 */
final class UnknownMeterRule implements VeeRule {
  @Override
  public String name() {
    return "unknown-meter";
  }

  @Override
  public Kind kind() {
    return Kind.REJECTS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return !examination.directory.isKnownMeter(examination.reading.meter());
  }

  @Override
  public String detail(Examination examination) {
    return "Meter '"
        + examination.reading.meter()
        + "' is in no meter installation; add it to the community file and send the reading again";
  }
}
