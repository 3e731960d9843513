/**
 * How several models of a segment forecast together. What its members said of some intervals and
 * what was true of them enters; weights leave. Called by {@link
 * io.commonwatt.forecasting.ForecastStep}.
 */
package io.commonwatt.forecasting.blend;
