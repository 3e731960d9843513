/**
 * Measurements of the dispatch room: problems drawn from a seed enter, times of their solves leave.
 */
package io.commonwatt.benchmarks.dispatch;
