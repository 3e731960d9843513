package io.commonwatt.ingestion.http;

/** What the HTTP door answers when it does not take readings in; each has a stable code. */
enum HttpError {
  BAD_IDEMPOTENCY_KEY(400, "idempotency-key"),
  BAD_SOURCE(400, "source"),
  BAD_PART(400, "part"),
  BAD_ENCODING(400, "content-encoding"),
  /** The rule of the format stands in the place of this code. */
  REFUSED(400, "refused"),
  UNAUTHORIZED(401, "unauthorized"),
  OTHER_SOURCE(403, "other-source"),
  NOT_FOUND(404, "not-found"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed"),
  CONFLICT(409, "import-conflict"),
  TOO_LARGE(413, "body-too-large"),
  UNSUPPORTED_TYPE(415, "content-type"),
  BUSY(429, "busy"),
  INTERNAL(500, "internal"),
  UNAVAILABLE(503, "unavailable");

  private final int status;
  private final String code;

  HttpError(int status, String code) {
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
