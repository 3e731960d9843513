package io.commonwatt.ingestion.door;

/** A folder that cannot be opened as asked: what, which object, what to do. */
public final class DoorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String what;
  private final String remedy;

  /**
   * @param code stable
   * @param what the object and what is wrong with it
   * @param remedy what to do next
   */
  public DoorException(String code, String what, String remedy) {
    super(code + ": " + what + "; " + remedy);
    this.code = code;
    this.what = what;
    this.remedy = remedy;
  }

  public String code() {
    return code;
  }

  /** The object and what is wrong with it. */
  public String what() {
    return what;
  }

  /** What to do next. */
  public String remedy() {
    return remedy;
  }
}
