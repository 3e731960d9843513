package io.commonwatt.ingestion.kafka;

import java.time.Instant;

/** Says when the publisher may go on. It changes when records are sent, never what is sent. */
@FunctionalInterface
public interface Pacer {

  /** Goes on at once. */
  Pacer MAX_SPEED = dataTime -> {};

  /**
   * Returns when it is time to send what becomes known up to {@code dataTime}, or when the run is
   * to stop.
   */
  void awaitDataTime(Instant dataTime);
}
