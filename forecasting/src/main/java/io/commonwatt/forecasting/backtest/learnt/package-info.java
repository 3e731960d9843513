/**
 * The platform's models in a backtest. Pasts enter and become the histories and rows the stream
 * would have; the models and forecasts of {@link io.commonwatt.forecasting.model} leave. Called by
 * the command {@code forecast backtest}.
 */
package io.commonwatt.forecasting.backtest.learnt;
