package io.commonwatt.forecasting.backtest.baseline;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Past;

/**
 * What was at the same time of the newest period that may be seen: a naive forecast of days, weeks
 * or four weeks. A gap there is a gap here. Stateless.
 *
 * @param name of the method
 * @param days length of the period
 */
public record LastPeriod(String name, int days) implements Forecaster {

  /** The last day at the same time; SN1 of the reference. */
  public static LastPeriod day(String name) {
    return new LastPeriod(name, 1);
  }

  /** The last week at the same weekday and time; SN7 of the reference. */
  public static LastPeriod week(String name) {
    return new LastPeriod(name, 7);
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    double[] points = new double[steps];
    for (int step = 0; step < steps; step++) {
      points[step] = past.at(past.newestBefore(first + step, days * past.stepsPerDay()));
    }
    return Forecast.ofPoints(points);
  }
}
