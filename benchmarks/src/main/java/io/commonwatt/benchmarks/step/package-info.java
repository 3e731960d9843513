/**
 * The cores without an engine: the validation step in a loop, its state, the codec. Enters: a
 * {@link io.commonwatt.benchmarks.fleet.Fleet}. Leaves: figures of one thread. Called by {@link
 * io.commonwatt.benchmarks.Bench}.
 */
package io.commonwatt.benchmarks.step;
