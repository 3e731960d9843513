package io.commonwatt.runtime;

/** An engine did not start, stop or keep running. The message names it and says what to do. */
public final class RuntimeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RuntimeFailure(String message) {
    super(message);
  }

  public RuntimeFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
