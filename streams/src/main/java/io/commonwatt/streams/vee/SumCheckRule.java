package io.commonwatt.streams.vee;

/**
 * The intervals between two register readings do not add up to the register's advance, and this is
 * one of those most likely to blame (see {@link Suspects}). Source: sum check (California DASMMD,
 * Attachment VEE). Set by the review, which knows the periods.
 */
final class SumCheckRule implements VeeRule {
  @Override
  public String name() {
    return "sum-check";
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
    return "Sent "
        + examination.rawWh
        + " Wh; the register leaves "
        + examination.series.energyWh(examination.slot)
        + " Wh for it";
  }
}
