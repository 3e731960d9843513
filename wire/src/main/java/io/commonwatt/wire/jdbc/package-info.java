/**
 * Rows into PostgreSQL: records are encoded into the binary COPY format as they arrive, a batch is
 * sorted by key, staged in a session's temporary table and merged where its version is greater; the
 * progress of the partitions it covers goes into the same transaction.
 *
 * <p>Enters: records with a {@link io.commonwatt.wire.jdbc.TableMapping}, and progress. Leaves:
 * rows, at most one per key, of the greatest version; the tables {@code run_progress} and {@code
 * run_progress_writer}. Called by {@code wire.flink.sink} and by loaders without an engine; imports
 * JDBC, no engine.
 */
package io.commonwatt.wire.jdbc;
