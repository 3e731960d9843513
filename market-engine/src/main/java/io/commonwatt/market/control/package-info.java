/**
 * Model-predictive control of stores and devices on the stream, apart from any strategy. Forecasts
 * with their scenarios, readings, prices, telemetry, weather and clearings of a community enter; at
 * each time of its grid every home, or the community, is planned anew over a receding horizon, the
 * plant steps, and schedules and control actions leave. Driven by {@code flink} or by a plain loop.
 */
package io.commonwatt.market.control;
