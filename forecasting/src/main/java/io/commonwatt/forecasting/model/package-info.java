/**
 * Quantile models. An issue of a series enters; seven quantiles per interval leave. Training rows
 * enter the trainer; a model with its provenance leaves. Called by the steps of {@link
 * io.commonwatt.forecasting}.
 */
package io.commonwatt.forecasting.model;
