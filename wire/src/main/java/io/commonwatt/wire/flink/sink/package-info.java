/**
 * The Flink sink of {@link io.commonwatt.wire.jdbc}.
 *
 * <p>Enters: elements of any type and a {@link io.commonwatt.wire.flink.sink.RowRouter} that says
 * which rows and progress they hold. Leaves: rows, and progress in the same transaction. Called by
 * the jobs of storage. No processing-time timers: it writes by count, by data time, at each
 * checkpoint and when a partition has ended.
 */
package io.commonwatt.wire.flink.sink;
