package io.commonwatt.app.demo;

import io.commonwatt.ingestion.kafka.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Holds data time back to a multiple of wall time; the first time asked for is now. */
final class SpeedPacer implements Pacer {

  private final Speed speed;
  private Instant firstData;
  private long firstNanos;

  SpeedPacer(Speed speed) {
    this.speed = speed;
  }

  @Override
  public void awaitDataTime(Instant time) {
    if (speed.factor().isEmpty()) {
      return;
    }
    if (firstData == null) {
      firstData = time;
      firstNanos = System.nanoTime();
      return;
    }
    double dataSeconds = Duration.between(firstData, time).toMillis() / 1000.0;
    long due = firstNanos + (long) (dataSeconds / speed.factor().getAsDouble() * 1e9);
    while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }
}
