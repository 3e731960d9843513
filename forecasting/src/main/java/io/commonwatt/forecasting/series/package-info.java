/**
 * What is known about the series of one placement: energy per interval and weather, as of a step
 * time. Validated readings, aggregated measures and weather enter; features and scores read it.
 * Called by the steps of {@link io.commonwatt.forecasting}.
 */
package io.commonwatt.forecasting.series;
