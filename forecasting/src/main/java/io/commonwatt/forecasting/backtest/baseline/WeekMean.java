package io.commonwatt.forecasting.backtest.baseline;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Past;

/**
 * Mean of the newest values at the same weekday and time; A4W of the reference. Gaps are left out.
 * Stateless.
 *
 * @param weeks values looked at
 */
public record WeekMean(int weeks) implements Forecaster {

  @Override
  public String name() {
    return "mean-of-" + weeks + "-weeks";
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    int week = 7 * past.stepsPerDay();
    double[] points = new double[steps];
    for (int step = 0; step < steps; step++) {
      int newest = past.newestBefore(first + step, week);
      double sum = 0;
      int count = 0;
      for (int back = 0; back < weeks; back++) {
        double value = past.at(newest - back * week);
        if (!Double.isNaN(value)) {
          sum += value;
          count++;
        }
      }
      points[step] = count == 0 ? Double.NaN : sum / count;
    }
    return Forecast.ofPoints(points);
  }
}
