/**
 * Measurements, outside the default build. Enters: a name and a size. Leaves: a {@link
 * io.commonwatt.benchmarks.Figure} on stdout, progress on stderr. Called by the launcher, {@code
 * ./commonwatt bench}.
 */
package io.commonwatt.benchmarks;
