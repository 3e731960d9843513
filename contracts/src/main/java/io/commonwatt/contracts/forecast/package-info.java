/**
 * Forecasts, the models behind them, and how well they did.
 *
 * <p>In: {@code forecasting} makes them. Out: {@code market-engine} plans with {@code Forecast};
 * {@code storage} keeps all but {@code TrainingRows}, which travel inside the forecasting job only.
 */
package io.commonwatt.contracts.forecast;
