package io.commonwatt.market.clearing;

/** A book to which a mechanism does not apply: why, and what to do. */
public final class BookRefusedException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  BookRefusedException(String message) {
    super(message);
  }
}
