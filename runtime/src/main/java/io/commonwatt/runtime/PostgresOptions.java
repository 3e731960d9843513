package io.commonwatt.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Options of the embedded PostgreSQL.
 *
 * @param port port clients connect to; 0 takes a free one
 * @param fsync whether commits reach the disk, so that data outlives a power failure; without it
 *     data still outlives a kill of any process
 * @param startTimeout how long a start may take, recovery after a kill included
 * @param settings server settings that go before the platform's own
 */
public record PostgresOptions(
    int port, boolean fsync, Duration startTimeout, Map<String, String> settings) {

  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofMinutes(2);

  public PostgresOptions {
    settings = Map.copyOf(settings);
  }

  /** A free port, and commits that reach the disk. */
  public static PostgresOptions defaults() {
    return new PostgresOptions(0, true, DEFAULT_START_TIMEOUT, Map.of());
  }

  /** The same with or without fsync. */
  public PostgresOptions withFsync(boolean on) {
    return new PostgresOptions(port, on, startTimeout, settings);
  }

  /** The same with one server setting more. */
  public PostgresOptions with(String key, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(key, value);
    return new PostgresOptions(port, fsync, startTimeout, more);
  }
}
