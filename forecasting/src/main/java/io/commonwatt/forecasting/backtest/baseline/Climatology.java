package io.commonwatt.forecasting.backtest.baseline;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Levels;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.SortedValues;

/**
 * Empirical quantiles of the last eight values at the same weekday and time and their neighbours
 * one step away: 24 values; C8W of the reference. Gaps are left out. Stateless.
 */
public record Climatology() implements Forecaster {

  /** Name of the method. */
  public static final String NAME = "climatology";

  private static final int WEEKS = 8;
  private static final int NEIGHBOURS = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    int week = 7 * past.stepsPerDay();
    SortedValues values = new SortedValues(WEEKS * (2 * NEIGHBOURS + 1));
    double[] quantiles = new double[steps * Levels.COUNT];
    for (int step = 0; step < steps; step++) {
      gather(past, past.newestBefore(first + step + NEIGHBOURS, week) - NEIGHBOURS, values);
      for (int level = 0; level < Levels.COUNT; level++) {
        quantiles[step * Levels.COUNT + level] = values.quantile(Levels.level(level));
      }
    }
    return Forecast.ofQuantiles(quantiles);
  }

  private static void gather(Past past, int newest, SortedValues values) {
    values.clear();
    int week = 7 * past.stepsPerDay();
    for (int back = 0; back < WEEKS; back++) {
      int centre = newest - back * week;
      for (int away = -NEIGHBOURS; away <= NEIGHBOURS; away++) {
        values.add(past.at(centre + away));
      }
    }
  }
}
