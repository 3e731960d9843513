package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.ingestion.format.FormatException;

/**
 * Bounds how many values of a document come from points that hold on, so that a few bytes cannot
 * stand for billions of values. Not thread-safe.
 */
final class RepeatLimit {

  /** A year of quarter hours for 140 series that are flat all year. */
  static final long MAX_REPEATED = 5_000_000;

  private long repeated;

  /**
   * Counts values that no point says itself.
   *
   * @throws FormatException code {@code entsoe-repeated}
   */
  void count(long more, long line) {
    repeated += more;
    if (repeated > MAX_REPEATED) {
      throw new FormatException(
          "entsoe-repeated",
          line,
          "Points hold on for more than " + MAX_REPEATED + " values; split the document");
    }
  }
}
