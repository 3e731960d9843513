package io.commonwatt.forecasting.backtest;

/**
 * A series with the part of it that is to be forecast.
 *
 * @param testFrom index of the first interval of the test
 * @param testEnd index after its last
 */
public record BacktestCase(RegularSeries series, int testFrom, int testEnd) {

  public BacktestCase {
    if (testFrom < 0 || testEnd <= testFrom || testEnd > series.length()) {
      throw new IllegalArgumentException(
          "Series '"
              + series.name()
              + "' has "
              + series.length()
              + " intervals; a test from "
              + testFrom
              + " to "
              + testEnd
              + " is no part of them");
    }
  }

  /** The same at other prices. */
  public BacktestCase withPrices(Prices prices) {
    return new BacktestCase(series.withPrices(prices), testFrom, testEnd);
  }

  /**
   * The same without prices that are published too late: those of most intervals must be known when
   * they are forecast, in a third of the windows of a protocol at least.
   */
  public BacktestCase withPricesInTime(Protocol protocol) {
    int all = 0;
    int inTime = 0;
    for (Block block : protocol.blocks(this)) {
      for (Window window : block.windows()) {
        all++;
        inTime += series.prices().reach(window) ? 1 : 0;
      }
    }
    return inTime == 0 || 3 * inTime < all ? withPrices(Prices.NONE) : this;
  }
}
