package io.commonwatt.runtime;

import java.time.Duration;
import java.util.Map;

/**
 * Options of the embedded broker.
 *
 * @param port port clients connect to; 0 takes a free one
 * @param startTimeout how long a start may take, recovery of the log after a kill included
 * @param settings broker settings that go before the platform's own, by Kafka's names
 */
public record KafkaOptions(int port, Duration startTimeout, Map<String, String> settings) {

  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofMinutes(2);

  public KafkaOptions {
    settings = Map.copyOf(settings);
  }

  /** A free port and the platform's settings. */
  public static KafkaOptions defaults() {
    return new KafkaOptions(0, DEFAULT_START_TIMEOUT, Map.of());
  }

  /** The same with one broker setting more. */
  public KafkaOptions with(String key, String value) {
    Map<String, String> more = new java.util.TreeMap<>(settings);
    more.put(key, value);
    return new KafkaOptions(port, startTimeout, more);
  }
}
