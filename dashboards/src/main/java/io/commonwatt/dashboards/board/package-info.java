/**
 * The built-in board: an HTTP server on the loopback interface that reads the same dashboards as
 * Grafana, runs their SQL with a role that may only read, and draws them in the browser. Enters: a
 * database; leaves: pages. Called by the command line.
 */
package io.commonwatt.dashboards.board;
