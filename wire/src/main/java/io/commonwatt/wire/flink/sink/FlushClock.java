package io.commonwatt.wire.flink.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells by data time alone when a flush is due: when the furthest partition, or the one furthest
 * behind, has moved on by the given time since the last flush. The first keeps pace with a stream
 * whose topics advance together, the second completes an hour once its last topic has arrived. Not
 * thread-safe.
 */
final class FlushClock {

  private final Duration every;
  private final Map<Object, Instant> open = new HashMap<>();
  private Instant furthest;
  private Instant hindmost;
  private Instant flushedFurthest;
  private Instant flushedHindmost;

  FlushClock(Duration every) {
    this.every = every;
  }

  /** Notes how far a partition has come; one that has ended no longer holds others back. */
  void advance(Object slot, Instant through, boolean ended) {
    if (ended) {
      open.remove(slot);
    } else {
      open.put(slot, through);
    }
    furthest = furthest == null || through.isAfter(furthest) ? through : furthest;
    hindmost = furthest;
    for (Instant other : open.values()) {
      hindmost = other.isBefore(hindmost) ? other : hindmost;
    }
    if (flushedFurthest == null) {
      flushedFurthest = furthest;
    }
    if (flushedHindmost == null || hindmost.isBefore(flushedHindmost)) {
      flushedHindmost = hindmost;
    }
  }

  boolean isDue() {
    return furthest != null
        && (!furthest.isBefore(flushedFurthest.plus(every))
            || !hindmost.isBefore(flushedHindmost.plus(every)));
  }

  void flushed() {
    flushedFurthest = furthest;
    flushedHindmost = hindmost;
  }
}
