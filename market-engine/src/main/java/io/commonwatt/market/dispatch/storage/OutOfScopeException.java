package io.commonwatt.market.dispatch.storage;

/** A problem the exact storage solver refuses, because it would have to approximate it. */
public final class OutOfScopeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Refuses; the message names the object, what is out of scope, and what solves it instead. */
  public OutOfScopeException(String message) {
    super(message);
  }
}
