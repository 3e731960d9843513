/**
 * Data sets of published protocols. A folder of a data set enters; its series, each with the part
 * that is to be forecast, leave. Called by the command {@code forecast backtest}.
 */
package io.commonwatt.forecasting.backtest.data;
