/**
 * Fault injection: how much of what is planted into real readings validation finds, how often it
 * doubts what is right, and what that does to the energy settled.
 *
 * <p>Enters: readings (and, where there are any, registers) of a data set with their registry, and
 * the faults, from a seed or a file (kinds, magnitudes and format: {@code docs/fault-file.md}).
 * Leaves: a {@link io.commonwatt.streams.check.FaultReport}. Called by {@code app} ({@code
 * commonwatt vee check}).
 */
package io.commonwatt.streams.check;
