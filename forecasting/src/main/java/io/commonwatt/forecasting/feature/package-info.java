/**
 * What a model sees. A history as of an issue time enters; one row of numbers per target interval
 * leaves, the same for training and for forecasting. Nothing that ends after the issue time is
 * visible here. Called by {@link io.commonwatt.forecasting.TrainingRowsStep} and {@link
 * io.commonwatt.forecasting.ForecastStep}.
 */
package io.commonwatt.forecasting.feature;
