package io.commonwatt.ingestion.format;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;

/**
 * What a document does not say itself.
 *
 * @param zone zone of local times that name none; null when the format must say or is refused
 * @param mapping mapping file of CSV and Parquet; null when there is none
 * @param maxRecords a document with more values than this is refused
 * @param receivedAt when the document was received: the time of a value that stands without one;
 *     null when such a document is refused
 */
public record FormatOptions(ZoneId zone, Path mapping, long maxRecords, Instant receivedAt) {

  private static final long MAX_RECORDS = 1_000_000_000L;

  public FormatOptions(ZoneId zone, Path mapping, long maxRecords) {
    this(zone, mapping, maxRecords, null);
  }

  /** Neither zone nor mapping, a thousand million values. */
  public static FormatOptions defaults() {
    return new FormatOptions(null, null, MAX_RECORDS);
  }

  public FormatOptions withZone(ZoneId other) {
    return new FormatOptions(other, mapping, maxRecords, receivedAt);
  }

  public FormatOptions withMapping(Path other) {
    return new FormatOptions(zone, other, maxRecords, receivedAt);
  }

  public FormatOptions withMaxRecords(long other) {
    return new FormatOptions(zone, mapping, other, receivedAt);
  }

  public FormatOptions withReceivedAt(Instant other) {
    return new FormatOptions(zone, mapping, maxRecords, other);
  }
}
