/**
 * The engines inside one process tree: a Kafka broker, a Flink mini cluster and a PostgreSQL, each
 * started on a data directory of its own, stopped in order, and resumed from that directory after a
 * stop or a {@code kill -9}.
 *
 * <p>What enters: a directory and options. What leaves: addresses (bootstrap servers, JDBC URLs)
 * and a place to submit Flink jobs to. Who calls it: the command line, and the tests of every room.
 * Nothing here knows what travels; the same jobs run on external engines by configuration alone.
 */
package io.commonwatt.runtime;
