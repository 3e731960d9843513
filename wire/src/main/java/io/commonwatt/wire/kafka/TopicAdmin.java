package io.commonwatt.wire.kafka;

import io.commonwatt.wire.WireSettings;

/** Creates the topic catalogue on a broker. */
public final class TopicAdmin {

  private TopicAdmin() {}

  /**
   * Creates every topic of the catalogue that the broker lacks.
   *
   * @throws IllegalStateException when a topic exists with another number of partitions
   */
  public static void ensure(WireSettings settings) {
    throw new UnsupportedOperationException("not yet");
  }
}
