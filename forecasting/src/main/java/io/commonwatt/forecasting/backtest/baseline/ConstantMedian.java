package io.commonwatt.forecasting.backtest.baseline;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.SortedValues;
import java.util.Arrays;

/** The median of the whole past, always. Stateless. */
public record ConstantMedian() implements Forecaster {

  @Override
  public String name() {
    return "constant-median";
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    SortedValues values = new SortedValues(past.cutOff());
    for (int index = 0; index < past.cutOff(); index++) {
      values.add(past.at(index));
    }
    double[] points = new double[steps];
    Arrays.fill(points, values.quantile(.5));
    return Forecast.ofPoints(points);
  }
}
