package io.commonwatt.wire.kafka;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.wire.WireSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The transactional writer of a door: a transaction covers whole steps, so that a killed door
 * resumes exactly after the last progress it committed. Not thread-safe.
 */
public final class TopicWriter implements AutoCloseable {

  private TopicWriter() {}

  /** Opens a writer that commits by count, on {@link #flush()} and at the end. */
  public static TopicWriter open(WireSettings settings, String stage, List<Topic<?>> topics) {
    return open(settings, stage, topics, () -> Instant.EPOCH);
  }

  /**
   * Opens a writer that also commits when the ticker has moved on by 200 ms.
   *
   * @param ticker paces commits only, never what is written; a live door passes the system's
   */
  public static TopicWriter open(
      WireSettings settings, String stage, List<Topic<?>> topics, InstantSource ticker) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Through of the last committed progress of this stage; empty when it never wrote. */
  public Optional<Instant> resumeFrom() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Whether the stage has committed its end. */
  public boolean ended() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Sends a record: to its partition, or one copy into each when the topic is replicated. */
  public <T extends Travelling> void send(Topic<T> topic, T record) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Writes progress into every partition of all topics of this writer: it sends nothing more known
   * at or before {@code through}.
   */
  public void progress(Instant through, boolean end) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Commits what was sent up to the last progress. */
  public void flush() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Aborts what was sent after the last commit and closes. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
