package io.commonwatt.dashboards.dashboard;

/**
 * One query of a panel.
 *
 * @param refId letter Grafana names it by
 * @param rawSql SQL with macros and variables
 * @param format {@code time_series} or {@code table}
 */
public record Target(String refId, String rawSql, String format) {}
