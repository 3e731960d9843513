package io.commonwatt.ingestion.door.live;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * Where a live door writes. Whatever a method throws, the log is to be closed and opened anew: then
 * what was committed is known and what was not is gone. Used by one thread.
 */
public interface ImportLog extends AutoCloseable {

  /** What earlier processes committed, read when the log was opened; the caller keeps it up. */
  Remembered remembered();

  /** Writes a record, durable with the next {@link #commit}. */
  void append(Travelling record);

  /** Makes everything appended durable, all of it or nothing. */
  void commit();

  /**
   * Commits and promises that nothing more known at or before {@code through} comes.
   *
   * @param end whether nothing more comes at all
   */
  void progress(Instant through, boolean end);

  /** Drops what was not committed. */
  @Override
  void close();
}
