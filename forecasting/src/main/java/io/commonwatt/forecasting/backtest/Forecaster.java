package io.commonwatt.forecasting.backtest;

import java.util.List;

/** Forecasts from the past of a series. Deterministic; not necessarily thread-safe. */
public interface Forecaster {

  /** Name of the method. */
  String name();

  /**
   * Learns from the series of a backtest as they were before their next forecasts; called anew
   * every week. A baseline has nothing to learn.
   *
   * @param first the next forecast of the first series: how far ahead and how long they are
   */
  default void learn(List<Past> pasts, Window first) {}

  /**
   * Forecasts consecutive intervals.
   *
   * @param first index of the first interval to forecast; not before the cut-off
   * @param steps number of intervals
   */
  Forecast forecast(Past past, int first, int steps);
}
