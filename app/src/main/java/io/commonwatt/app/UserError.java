package io.commonwatt.app;

/**
 * Something the user can mend: a stable code, what is wrong with which object, and what to do next.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String what;
  private final String remedy;
  private final boolean usage;

  public UserError(String code, String what, String remedy) {
    this(code, what, remedy, false);
  }

  private UserError(String code, String what, String remedy, boolean usage) {
    super(what + "\n  what to do: " + remedy);
    this.code = code;
    this.what = what;
    this.remedy = remedy;
    this.usage = usage;
  }

  /** A command typed wrongly: an option out of its range, a name that there is not. */
  public static UserError usage(String code, String what, String remedy) {
    return new UserError(code, what, remedy, true);
  }

  public String code() {
    return code;
  }

  /** What is wrong with which object. */
  public String what() {
    return what;
  }

  /** What to do next. */
  public String remedy() {
    return remedy;
  }

  /** Whether the command was typed wrongly, which has an exit code of its own. */
  public boolean isUsage() {
    return usage;
  }
}
