package io.commonwatt.forecasting.boost;

/** Boosters cannot be trained here; the message says why and what to do. */
public final class BoostingUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BoostingUnavailableException(String message) {
    super(message);
  }
}
