package io.commonwatt.ingestion.http;

import io.commonwatt.ingestion.format.FormatException;

/** A request that is not served. */
final class HttpRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final HttpError error;
  private final String code;
  private final long line;

  HttpRefusal(HttpError error, String message) {
    this(error, error.code(), 0, message);
  }

  private HttpRefusal(HttpError error, String code, long line, String message) {
    super(message);
    this.error = error;
    this.code = code;
    this.line = line;
  }

  /** A body that breaks a rule of its format. */
  static HttpRefusal of(FormatException e) {
    return new HttpRefusal(HttpError.REFUSED, e.code(), e.line(), e.getMessage());
  }

  /** A body that breaks a rule of its format. */
  static HttpRefusal of(String code, long line, String message) {
    return new HttpRefusal(HttpError.REFUSED, code, line, message);
  }

  HttpError error() {
    return error;
  }

  String code() {
    return code;
  }

  long line() {
    return line;
  }
}
