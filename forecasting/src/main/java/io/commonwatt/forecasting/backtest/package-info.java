/**
 * Backtests by published protocols. Regular series of a data set and forecasters enter; scores per
 * series and their means leave. A forecaster sees a series through {@link
 * io.commonwatt.forecasting.backtest.Past}, which shows nothing at or after the cut-off. Called by
 * the command {@code forecast backtest}.
 */
package io.commonwatt.forecasting.backtest;
