package io.commonwatt.forecasting.model;

import io.commonwatt.forecasting.feature.Issue;

/** Forecasts the quantiles of a series. Deterministic; not necessarily thread-safe. */
public interface QuantileModel {

  /** Name of the method. */
  String name();

  /**
   * Forecasts every interval of the issue's horizon; the raw quantiles still need {@link
   * Bounds#apply}.
   *
   * @param quantilesWh row-major: interval × level, Wh; filled
   */
  void forecast(Issue issue, double[] quantilesWh);
}
