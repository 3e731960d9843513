/**
 * What real devices report.
 *
 * <p>In: the doors of {@code ingestion}. Out: {@code market-engine}, where it replaces the plant of
 * the live strategy, and {@code storage}.
 */
package io.commonwatt.contracts.device;
