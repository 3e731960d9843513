/**
 * Adaptive conformal calibration. Quantiles of a model enter and leave moved by what the series'
 * own truths said about earlier ones. Called by the steps of {@link io.commonwatt.forecasting} and
 * by backtests.
 */
package io.commonwatt.forecasting.calibration;
