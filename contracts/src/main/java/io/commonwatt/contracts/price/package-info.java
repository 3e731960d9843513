/**
 * Wholesale prices.
 *
 * <p>In: the doors of {@code ingestion}. Out: {@code market-engine} and {@code storage}; every
 * partition holds a copy.
 */
package io.commonwatt.contracts.price;
