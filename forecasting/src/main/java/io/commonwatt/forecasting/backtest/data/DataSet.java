package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Prices;
import io.commonwatt.forecasting.backtest.Protocol;
import java.util.List;

/**
 * Series of a data set, each with the part of it that is to be forecast.
 *
 * @param name of the data set
 * @param source where it comes from
 */
public record DataSet(String name, String source, List<BacktestCase> cases) {

  public DataSet {
    cases = List.copyOf(cases);
  }

  /** The same without prices that are published too late for a protocol. */
  public DataSet withPricesInTime(Protocol protocol) {
    return new DataSet(
        name, source, cases.stream().map(each -> each.withPricesInTime(protocol)).toList());
  }

  /** Whether prices of some series are known ahead. */
  public boolean isPriced() {
    return cases.stream().anyMatch(each -> each.series().prices() != Prices.NONE);
  }
}
