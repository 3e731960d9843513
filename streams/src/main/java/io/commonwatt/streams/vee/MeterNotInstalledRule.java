package io.commonwatt.streams.vee;

/**
 * The meter is registered, but at no usage point when the interval starts. Meters are exchanged,
 * usage points stay. Source: meter identification, changed device id (California DASMMD; Ontario
 * IMO).
 */
final class MeterNotInstalledRule implements VeeRule {
  @Override
  public String name() {
    return "meter-not-installed";
  }

  @Override
  public Kind kind() {
    return Kind.REJECTS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return examination.point == null;
  }

  @Override
  public String detail(Examination examination) {
    return "Meter '"
        + examination.reading.meter()
        + "' is not installed at a usage point at "
        + examination.reading.start()
        + "; check the dates of its installation in the community file";
  }
}
