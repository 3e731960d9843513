package io.commonwatt.ingestion.door.live;

import java.time.Duration;

/**
 * How a live intake works.
 *
 * @param gather how long it gathers deliveries before it commits them together
 * @param progressEvery how often readers are told how far the door is; full hours are among these
 *     times, because the stages step on full hours
 * @param reopenAfter how long it waits before it opens a failed log anew
 * @param maxQueuedValues values that may wait; beyond, senders are told to come back
 * @param maxStepValues values after which it commits without gathering longer
 */
public record LiveSettings(
    Duration gather,
    Duration progressEvery,
    Duration reopenAfter,
    int maxQueuedValues,
    int maxStepValues) {

  /** Gather for 50 ms, progress each minute, reopen after 2 s, 200 000 values may wait. */
  public static LiveSettings defaults() {
    return new LiveSettings(
        Duration.ofMillis(50), Duration.ofMinutes(1), Duration.ofSeconds(2), 200_000, 50_000);
  }
}
