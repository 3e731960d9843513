package io.commonwatt.ingestion.kafka;

/** Hears how far a publisher is, for the screen. */
@FunctionalInterface
public interface ProgressListener {

  /** For who does not want to know. */
  ProgressListener NONE = published -> {};

  /** Called after every hour of data time, on the publisher's thread. */
  void published(Published published);
}
