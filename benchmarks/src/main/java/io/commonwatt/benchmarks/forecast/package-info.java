/** Forecasting without engines: scoring, training, and what a usage point takes. */
package io.commonwatt.benchmarks.forecast;
