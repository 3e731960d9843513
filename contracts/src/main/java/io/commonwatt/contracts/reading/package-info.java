/**
 * Readings and events of meters, and what validation says about them.
 *
 * <p>In: {@code ingestion} makes {@code RawReading}, {@code MeterEvent} and {@code Rejection};
 * {@code streams} makes {@code ValidatedReading}, {@code ReadingException} and {@code Rejection}.
 * Out: {@code forecasting} and {@code market-engine} read validated readings, {@code storage}
 * everything.
 */
package io.commonwatt.contracts.reading;
