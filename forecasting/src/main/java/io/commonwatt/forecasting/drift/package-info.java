/**
 * Drift of what is forecast. Daily losses of a series or a segment enter; whether they have become
 * greater than they were leaves. Called by {@link io.commonwatt.forecasting.TrainingRowsStep}.
 */
package io.commonwatt.forecasting.drift;
