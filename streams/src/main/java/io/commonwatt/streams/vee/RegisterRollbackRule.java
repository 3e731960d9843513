package io.commonwatt.streams.vee;

/**
 * A register reading that runs backwards, or faster than the connection carries, against the others
 * of its meter: it balances nothing. A rollover at a power of ten is none. Source: register
 * rollback, number of dials (California DASMMD, Attachment VEE).
 */
final class RegisterRollbackRule implements VeeRule {
  @Override
  public String name() {
    return "register-rollback";
  }

  @Override
  public Kind kind() {
    return Kind.WARNS;
  }

  @Override
  public boolean speaks(Examination examination) {
    return !examination.series.registers().listNewlyBad().isEmpty();
  }

  @Override
  public String detail(Examination examination) {
    return "cannot stand with the register's other readings; it balances nothing";
  }
}
