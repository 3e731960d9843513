package io.commonwatt.wire.flink.sink;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a writer flushes, besides checkpoints and the end of a partition.
 *
 * @param every data time between flushes, as told by the progress in the log; in a replay more
 *     passes, because a writer rests after a write, up to a quarter of a second
 * @param rows records a writer collects at most
 * @param bytes encoded size a writer collects at most
 */
public record FlushSettings(Duration every, int rows, long bytes) implements Serializable {

  /** 64 MiB: two models of the greatest size. */
  public static final long DEFAULT_BYTES = 64L << 20;

  public FlushSettings {
    if (every.isNegative() || every.isZero() || rows < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "Flush every "
              + every
              + ", "
              + rows
              + " rows or "
              + bytes
              + " bytes: each must be positive");
    }
  }

  public static FlushSettings of(Duration every, int rows) {
    return new FlushSettings(every, rows, DEFAULT_BYTES);
  }
}
