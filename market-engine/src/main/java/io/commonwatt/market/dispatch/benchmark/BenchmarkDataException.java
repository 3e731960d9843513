package io.commonwatt.market.dispatch.benchmark;

/** Data of a benchmark that cannot be used, with what to do about it. */
public final class BenchmarkDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  public BenchmarkDataException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
