/**
 * Forecasts of every usage point, feeder and community. Validated readings, aggregated measures and
 * weather enter; quantile forecasts, models and scores leave. Three steps, driven by Flink or by a
 * plain loop: {@link io.commonwatt.forecasting.TrainingRowsStep} per placement, {@link
 * io.commonwatt.forecasting.TrainerStep} per segment, {@link
 * io.commonwatt.forecasting.ForecastStep} per placement.
 */
package io.commonwatt.forecasting;
