/**
 * The log: writing to it, validating from it. Enters: a {@link
 * io.commonwatt.benchmarks.fleet.Fleet}. Leaves: readings per second beside a bare producer or a
 * bare topology. Called by {@link io.commonwatt.benchmarks.Bench} and {@code store}.
 */
package io.commonwatt.benchmarks.stream;
