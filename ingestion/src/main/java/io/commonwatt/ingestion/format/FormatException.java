package io.commonwatt.ingestion.format;

/** A document that is refused: the rule it breaks, where, and what is wrong. */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final long line;

  /**
   * @param code stable rule, for example {@code nem12-interval-count}
   * @param line line where it shows, from 1; 0 when it is the whole document
   * @param message the object, what is wrong with it and what was expected
   */
  public FormatException(String code, long line, String message) {
    super(message);
    this.code = code;
    this.line = line;
  }

  public FormatException(String code, long line, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.line = line;
  }

  public String code() {
    return code;
  }

  public long line() {
    return line;
  }
}
