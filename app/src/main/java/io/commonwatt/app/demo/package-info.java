/**
 * The demo: a data set or a simulated community goes through a real broker, real Flink jobs and a
 * real PostgreSQL that the command starts; what leaves is a report and a board. Called by the
 * commands.
 */
package io.commonwatt.app.demo;
