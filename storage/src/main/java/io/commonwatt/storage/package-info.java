/**
 * Storage keeps every topic of the catalogue in PostgreSQL.
 *
 * <p>Enters: settings. {@code jdbc} holds the tables, the schema migrations and the digest, {@code
 * flink} the job that fills the tables. Called by the application's roof.
 */
package io.commonwatt.storage;
