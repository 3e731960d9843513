/**
 * Joint scenarios of the series of a placement. Histories enter; ranks that tie the steps and the
 * series together leave, and quantiles of sums. Called by {@link
 * io.commonwatt.forecasting.ForecastStep}.
 */
package io.commonwatt.forecasting.scenario;
