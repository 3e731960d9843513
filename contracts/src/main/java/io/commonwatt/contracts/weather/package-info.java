/**
 * Weather measured and forecast at a place.
 *
 * <p>In: the doors of {@code ingestion}. Out: {@code forecasting} and {@code storage}; every
 * partition holds a copy.
 */
package io.commonwatt.contracts.weather;
