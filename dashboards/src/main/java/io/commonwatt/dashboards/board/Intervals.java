package io.commonwatt.dashboards.board;

import io.commonwatt.dashboards.dashboard.Macros;
import java.time.Duration;
import java.time.Instant;

/**
 * Length of a point of a chart: the first round length that fits the range into the points wanted.
 */
final class Intervals {

  private static final long[] SECONDS = {
    60, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800
  };

  private Intervals() {}

  /**
   * @param smallest smallest length, for example {@code 1h}; empty = none
   */
  static Duration choose(Instant from, Instant to, int points, String smallest) {
    long floor = smallest.isEmpty() ? 1 : Macros.seconds(smallest);
    long wanted = Math.max(floor, Duration.between(from, to).toSeconds() / points);
    for (long length : SECONDS) {
      if (length >= wanted) {
        return Duration.ofSeconds(length);
      }
    }
    return Duration.ofSeconds(SECONDS[SECONDS.length - 1]);
  }
}
