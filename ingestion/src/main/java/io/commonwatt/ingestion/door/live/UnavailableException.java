package io.commonwatt.ingestion.door.live;

/** The log cannot be written now. Whether a delivery is in is known when it is sent again. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
