package io.commonwatt.market.observation;

import java.time.Instant;

/**
 * Hours as whole numbers: hours since 1970-01-01T00:00Z. Every day has its UTC hours, whatever the
 * clocks on the wall do.
 */
public final class Hours {

  public static final int SECONDS = 3600;
  public static final int PER_DAY = 24;

  private Hours() {}

  /** The hour a time lies in. */
  public static long of(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), (long) SECONDS);
  }

  /** Start of an hour. */
  public static Instant start(long hour) {
    return Instant.ofEpochSecond(hour * SECONDS);
  }
}
