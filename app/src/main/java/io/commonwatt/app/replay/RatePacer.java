package io.commonwatt.app.replay;

import io.commonwatt.ingestion.kafka.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Holds a replay back to a multiple of wall time, and to so many readings a second on average. */
final class RatePacer implements Pacer {

  private final OptionalDouble factor;
  private final long maxReadingsPerSecond;
  private final LongSupplier sent;
  private Instant first;
  private long firstNanos;
  private long firstSent;

  /**
   * A pacer.
   *
   * @param sent readings sent so far
   * @param maxReadingsPerSecond 0 for no limit
   */
  RatePacer(OptionalDouble factor, long maxReadingsPerSecond, LongSupplier sent) {
    this.factor = factor;
    this.maxReadingsPerSecond = maxReadingsPerSecond;
    this.sent = sent;
  }

  @Override
  public void awaitDataTime(Instant time) {
    if (first == null) {
      first = time;
      firstNanos = System.nanoTime();
      firstSent = sent.getAsLong();
    }
    double dueSeconds = 0;
    if (factor.isPresent()) {
      dueSeconds = Duration.between(first, time).toMillis() / 1000.0 / factor.getAsDouble();
    }
    if (maxReadingsPerSecond > 0) {
      double since = sent.getAsLong() - firstSent;
      dueSeconds = Math.max(dueSeconds, since / maxReadingsPerSecond);
    }
    long due = firstNanos + (long) (dueSeconds * 1e9);
    while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }
}
