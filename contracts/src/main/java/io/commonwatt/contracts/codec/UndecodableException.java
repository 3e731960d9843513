package io.commonwatt.contracts.codec;

/**
 * Bytes that are no record: no magic, unknown schema, truncated or damaged body. The only exception
 * decoding throws; its message says what is wrong and where.
 */
public final class UndecodableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UndecodableException(String message) {
    super(message);
  }

  public UndecodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
