/**
 * The log into tables. Enters: a {@link io.commonwatt.benchmarks.fleet.Fleet} in the log. Leaves:
 * readings per second until they stand in PostgreSQL, beside a bare copy of the same log. Called by
 * {@link io.commonwatt.benchmarks.Bench}.
 */
package io.commonwatt.benchmarks.store;
