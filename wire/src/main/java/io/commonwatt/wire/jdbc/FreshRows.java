package io.commonwatt.wire.jdbc;

/**
 * Guesses whether the next batch of a table holds new keys only, from how the last ones went. A
 * wrong guess costs time, never a row: the primary key decides. Not thread-safe.
 */
final class FreshRows {

  private static final int LEAST_PAUSE = 8;
  private static final int GREATEST_PAUSE = 512;

  private int pause = LEAST_PAUSE;
  private int left;

  /** Whether to try. Each call stands for a batch. */
  boolean isLikely() {
    if (left > 0) {
      left--;
      return false;
    }
    return true;
  }

  /** All keys were new. */
  void confirmed() {
    pause = LEAST_PAUSE;
  }

  /** A key was there: some batches are not tried, and more of them each time in a row. */
  void refuted() {
    left = pause;
    pause = Math.min(2 * pause, GREATEST_PAUSE);
  }
}
