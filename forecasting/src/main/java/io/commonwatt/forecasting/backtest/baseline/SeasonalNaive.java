package io.commonwatt.forecasting.backtest.baseline;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Levels;
import io.commonwatt.forecasting.backtest.Past;

/**
 * The seasonal naive of fev-bench with a season of one day: the last day again and again. Its
 * quantiles are those of a normal distribution whose variance is that of the day-to-day differences
 * of the last thousand values, which is what fev-bench shows its statistical models, times the
 * number of days ahead (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice",
 * prediction intervals of benchmark methods). Behind a gap it takes the day before. Stateless.
 */
public record SeasonalNaive() implements Forecaster {

  /** Name of the method. */
  public static final String NAME = "seasonal-naive";

  /** Values that the spread is judged by. */
  private static final int CONTEXT = 1000;

  /** Standard normal quantiles of the levels from the median up. */
  private static final double[] NORMAL = {
    0,
    0.2533471031357997,
    0.5244005127080407,
    0.8416212335729143,
    1.2815515655446004,
    1.6448536269514722
  };

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    int day = past.stepsPerDay();
    double deviation = deviation(past, day);
    double[] quantiles = new double[steps * Levels.COUNT];
    for (int step = 0; step < steps; step++) {
      double point = lastKnown(past, past.newestBefore(first + step, day), day);
      int daysAhead = (first + step - past.cutOff()) / day + 1;
      double spread = deviation * Math.sqrt(daysAhead);
      for (int level = 0; level < Levels.COUNT; level++) {
        int away = level - Levels.MEDIAN;
        double normal = Math.signum(away) * NORMAL[Math.abs(away)];
        quantiles[step * Levels.COUNT + level] = point + normal * spread;
      }
    }
    return Forecast.ofQuantiles(quantiles);
  }

  private static double lastKnown(Past past, int newest, int day) {
    for (int index = newest; index >= 0; index -= day) {
      double value = past.at(index);
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  /** Root of the mean squared difference from day to day in what the spread is judged by. */
  private static double deviation(Past past, int day) {
    double squares = 0;
    int count = 0;
    for (int index = Math.max(0, past.cutOff() - CONTEXT) + day; index < past.cutOff(); index++) {
      double difference = past.at(index) - past.at(index - day);
      if (!Double.isNaN(difference)) {
        squares += difference * difference;
        count++;
      }
    }
    return count == 0 ? Double.NaN : Math.sqrt(squares / count);
  }
}
