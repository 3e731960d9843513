/**
 * Sums over feeders and communities.
 *
 * <p>In: {@code streams} makes them from validated readings, with their completeness. Out: {@code
 * forecasting} and {@code storage}.
 */
package io.commonwatt.contracts.grid;
