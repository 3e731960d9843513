package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
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
}
