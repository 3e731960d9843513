package io.commonwatt.streams.vee;

/**
 * An expected interval has no reading: it is estimated. Source: gap check (Itron IEE), missing
 * intervals (Ontario IMO).
 */
final class GapRule implements VeeRule {
  @Override
  public String name() {
    return "gap";
  }

  @Override
  public Kind kind() {
    return Kind.FILLS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return true;
  }

  @Override
  public String detail(Examination examination) {
    return "No reading " + examination.settings.absenceDelay().toHours() + " h after its end";
  }
}
