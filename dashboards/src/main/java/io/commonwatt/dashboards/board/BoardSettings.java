package io.commonwatt.dashboards.board;

import java.time.Instant;

/**
 * What a board shows.
 *
 * @param port port on the loopback interface; 0 = a free one
 * @param jdbcUrl database, as a role that may only read
 * @param from start of the range it opens at; null = where the stored readings start
 * @param to end of the range it opens at; null = 48 h past the last stored reading
 * @param note what a reader must know about everything shown, in a few words; empty without one
 */
public record BoardSettings(int port, String jdbcUrl, Instant from, Instant to, String note) {}
