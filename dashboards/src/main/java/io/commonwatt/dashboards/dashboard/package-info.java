/**
 * Grafana dashboards as data: reads their JSON, expands Grafana's macros and variables in the SQL
 * of their panels. Plain Java. Called by the board and by tests.
 */
package io.commonwatt.dashboards.dashboard;
