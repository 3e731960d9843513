package io.commonwatt.wire;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where a placement lives, independent of parallelism. */
public final class Partitions {

  private Partitions() {}

  /**
   * Partition of a placement: murmur2 of its UTF-8 bytes, positive, modulo the number of
   * partitions; what Kafka's default partitioner does with a string key.
   */
  public static int of(String placement, int partitions) {
    return of(placement.getBytes(StandardCharsets.UTF_8), partitions);
  }

  /** Partition of the UTF-8 bytes of a placement. */
  static int of(byte[] placement, int partitions) {
    return (Utils.murmur2(placement) & 0x7fffffff) % partitions;
  }
}
