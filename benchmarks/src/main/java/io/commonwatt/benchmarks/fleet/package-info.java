/**
 * Synthetic meters, made in memory. Enters: a {@link io.commonwatt.benchmarks.Size}. Leaves: a
 * community file and readings in the order they become known. Called by every benchmark.
 */
package io.commonwatt.benchmarks.fleet;
