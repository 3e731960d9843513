package io.commonwatt.dashboards.dashboard;

/**
 * A variable a reader chooses values of.
 *
 * @param sql query of its values, first column
 */
public record Variable(String name, String label, String sql, boolean multi, boolean includeAll) {}
