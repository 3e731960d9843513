package io.commonwatt.forecasting.backtest.baseline;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.SortedValues;

/**
 * Median of the newest values at the same weekday and time. Gaps are left out. Stateless.
 *
 * @param weeks values looked at
 */
public record WeekMedian(int weeks) implements Forecaster {

  /** Name of the method with so many weeks. */
  public static String nameOf(int weeks) {
    return "median-of-" + weeks + "-weeks";
  }

  @Override
  public String name() {
    return nameOf(weeks);
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    int week = 7 * past.stepsPerDay();
    SortedValues values = new SortedValues(weeks);
    double[] points = new double[steps];
    for (int step = 0; step < steps; step++) {
      int newest = past.newestBefore(first + step, week);
      values.clear();
      for (int back = 0; back < weeks; back++) {
        values.add(past.at(newest - back * week));
      }
      points[step] = values.quantile(.5);
    }
    return Forecast.ofPoints(points);
  }
}
