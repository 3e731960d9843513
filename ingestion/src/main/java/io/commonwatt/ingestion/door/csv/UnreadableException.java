package io.commonwatt.ingestion.door.csv;

/** A line or cell that cannot be read. Whoever catches it makes a rejection of it. */
public final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * @param rule stable code, for example {@code csv-number}
   * @param detail the object, what is wrong with it and what was expected
   */
  public UnreadableException(String rule, String detail) {
    super(detail, null, false, false);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}
