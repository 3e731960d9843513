/**
 * Forecasts that need no training and that every model is printed beside. A past enters; points or
 * quantiles leave. Called by the protocols of {@link io.commonwatt.forecasting.backtest}.
 */
package io.commonwatt.forecasting.backtest.baseline;
