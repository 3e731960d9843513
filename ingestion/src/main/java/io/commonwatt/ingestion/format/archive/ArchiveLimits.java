package io.commonwatt.ingestion.format.archive;

/**
 * How much an archive may hold.
 *
 * @param maxEntries files in it
 * @param maxBytes uncompressed bytes of all of them together
 * @param maxRatio uncompressed over compressed bytes, held against once {@link #RATIO_FROM_BYTES}
 *     came out
 */
public record ArchiveLimits(int maxEntries, long maxBytes, int maxRatio) {

  /** Below this many uncompressed bytes the ratio does not matter. */
  public static final long RATIO_FROM_BYTES = 16L << 20;

  /** 10 000 entries, 64 GiB, 300 to 1: days of zeros compress 200 to 1. */
  public static ArchiveLimits defaults() {
    return new ArchiveLimits(10_000, 64L << 30, 300);
  }
}
