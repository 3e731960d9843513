package io.commonwatt.app;

/**
 * Something the user can mend: a stable code, what is wrong with which object, and what to do next.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  public UserError(String code, String message, String remedy) {
    super(message + "\n  what to do: " + remedy);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
