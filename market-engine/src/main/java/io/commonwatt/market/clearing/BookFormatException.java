package io.commonwatt.market.clearing;

/** A book file that cannot be read: which line, what is wrong, what to write instead. */
public final class BookFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  BookFormatException(String source, int line, String message) {
    super(source + ":" + line + ": " + message);
    this.line = line;
  }

  /** Line of the file, from 1. */
  public int line() {
    return line;
  }
}
