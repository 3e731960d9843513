package io.commonwatt.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Options of the embedded Flink mini cluster.
 *
 * @param slots task slots; each job takes as many as its parallelism
 * @param checkpointInterval time between the checkpoints of a job, and at least between the end of
 *     one and the next
 * @param networkMemoryMb buffers between tasks, MB, taken at start
 * @param settings Flink settings that go before the platform's own
 */
public record FlinkOptions(
    int slots, Duration checkpointInterval, int networkMemoryMb, Map<String, String> settings) {

  public static final int DEFAULT_SLOTS = 16;
  public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
  public static final int DEFAULT_NETWORK_MEMORY_MB = 64;

  public FlinkOptions {
    settings = Map.copyOf(settings);
  }

  /** 16 slots, a checkpoint every 10 s, 64 MB of network buffers. */
  public static FlinkOptions defaults() {
    return new FlinkOptions(
        DEFAULT_SLOTS, DEFAULT_CHECKPOINT_INTERVAL, DEFAULT_NETWORK_MEMORY_MB, Map.of());
  }

  /** The same with another number of slots. */
  public FlinkOptions withSlots(int number) {
    return new FlinkOptions(number, checkpointInterval, networkMemoryMb, settings);
  }

  /** The same with another checkpoint interval. */
  public FlinkOptions withCheckpointInterval(Duration interval) {
    return new FlinkOptions(slots, interval, networkMemoryMb, settings);
  }

  /** The same with one setting more. */
  public FlinkOptions with(String key, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(key, value);
    return new FlinkOptions(slots, checkpointInterval, networkMemoryMb, more);
  }
}
