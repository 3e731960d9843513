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
}
