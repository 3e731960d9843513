/**
 * The tables: how records become rows, the migrations that make them, the digest over them.
 *
 * <p>Enters: records of the catalogue, a data source. Leaves: {@link
 * io.commonwatt.wire.jdbc.TableMapping}s, a schema, hashes. Called by {@code storage.flink} and the
 * application's roof; imports JDBC and Flyway, no engine.
 */
package io.commonwatt.storage.jdbc;
