package io.commonwatt.streams.vee;

/**
 * The reading travelled with another community than the one its usage point belongs to, where its
 * sums could not see it. Source: this platform (one partition holds all a community needs).
 */
final class WrongPlacementRule implements VeeRule {
  @Override
  public String name() {
    return "wrong-placement";
  }

  @Override
  public Kind kind() {
    return Kind.REJECTS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return !examination.usagePoint().placement().equals(examination.placement);
  }

  @Override
  public String detail(Examination examination) {
    return "Usage point '"
        + examination.usagePoint().id()
        + "' belongs to '"
        + examination.usagePoint().placement()
        + "', the reading was placed at '"
        + examination.placement
        + "'; place it by its meter's installation at "
        + examination.reading.start();
  }
}
