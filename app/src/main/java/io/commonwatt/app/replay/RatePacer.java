package io.commonwatt.app.replay;

import io.commonwatt.ingestion.kafka.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a replay back to a multiple of wall time, and to so many readings a second on average.
 * Counted is what was taken from the source, hour by hour.
 */
final class RatePacer implements Pacer {

  private final OptionalDouble factor;
  private final long maxReadingsPerSecond;
  private final CountedSource source;
  private Instant first;
  private long firstNanos;
  private long firstSent;

  /**
   * A pacer of a source.
   *
   * @param maxReadingsPerSecond 0 for no limit
   */
  RatePacer(OptionalDouble factor, long maxReadingsPerSecond, CountedSource source) {
    this.factor = factor;
    this.maxReadingsPerSecond = maxReadingsPerSecond;
    this.source = source;
  }

  @Override
  public void awaitDataTime(Instant time) {
    if (first == null) {
      first = time;
      firstNanos = System.nanoTime();
      firstSent = source.sent();
    }
    double dueSeconds = 0;
    if (factor.isPresent()) {
      dueSeconds = Duration.between(first, time).toMillis() / 1000.0 / factor.getAsDouble();
    }
    if (maxReadingsPerSecond > 0) {
      double sent = source.sent() - firstSent;
      dueSeconds = Math.max(dueSeconds, sent / maxReadingsPerSecond);
    }
    long due = firstNanos + (long) (dueSeconds * 1e9);
    while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }
}
