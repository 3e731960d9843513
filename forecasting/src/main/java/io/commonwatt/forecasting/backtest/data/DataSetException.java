package io.commonwatt.forecasting.backtest.data;

/** A folder or a request that is no data set: what is wrong with which object, and the remedy. */
public final class DataSetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  public DataSetException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** What to do next. */
  public String remedy() {
    return remedy;
  }
}
