package io.commonwatt.app.demo;

import io.commonwatt.ingestion.kafka.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds data time back to a multiple of wall time. The first two days go as fast as they can be
 * committed one by one, to warm the pipeline; the clock starts when {@link #reached} says that they
 * came through, so that start-up is not lag.
 */
final class SpeedPacer implements Pacer {

  private static final Duration WARM_UP = Duration.ofHours(48);
  private static final Duration COMMIT_PAUSE = Duration.ofMillis(300);

  private final Speed speed;
  private final CountDownLatch warm = new CountDownLatch(1);
  private volatile Instant first;
  private Instant base;
  private long baseNanos;

  SpeedPacer(Speed speed) {
    this.speed = speed;
  }

  /** Says how far the pipeline has come; starts the clock when the first days are through. */
  void reached(Instant through) {
    Instant begin = first;
    if (begin != null && !through.isBefore(begin.plus(WARM_UP))) {
      warm.countDown();
    }
  }

  /** Whether data time is held back at all. */
  boolean isPaced() {
    return speed.factor().isPresent();
  }

  boolean started() {
    return warm.getCount() == 0;
  }

  @Override
  public void awaitDataTime(Instant time) {
    if (speed.factor().isEmpty()) {
      return;
    }
    if (first == null) {
      first = time;
    }
    if (!time.isAfter(first.plus(WARM_UP))) {
      // The door commits an hour when a moment has passed since its last commit.
      parkUntil(System.nanoTime() + COMMIT_PAUSE.toNanos());
      return;
    }
    if (base == null && !awaitWarm()) {
      return;
    }
    if (base == null) {
      base = time;
      baseNanos = System.nanoTime();
    }
    double dataSeconds = Duration.between(base, time).toMillis() / 1000.0;
    parkUntil(baseNanos + (long) (dataSeconds / speed.factor().getAsDouble() * 1e9));
  }

  private static void parkUntil(long due) {
    while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private boolean awaitWarm() {
    try {
      warm.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
