package io.commonwatt.contracts;

import java.util.Objects;

/**
 * A topic of the catalogue: its name, what it holds and how it is spread over partitions.
 *
 * @param name Kafka topic name, {@code <domain>.<dataset>[.<stage>].v<N>}
 * @param type record class the topic holds
 * @param spread how records find their partitions
 * @param stages how many stages of the pipeline write to it; each writes its own progress
 * @param compacted whether the broker keeps only the last record of each key
 */
public record Topic<T extends Travelling>(
    String name, Class<T> type, Spread spread, boolean compacted, int stages) {

  /** How records find their partitions. */
  public enum Spread {
    /** murmur2({@link Travelling#placement()}) mod P. */
    PLACED,
    /** One copy in every partition: small facts that every community needs (weather, prices). */
    REPLICATED
  }

  public Topic {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(spread, "spread");
  }

  /** Table of the topic: dots and dashes become underscores, the version is dropped. */
  public String table() {
    return name.replaceFirst("\\.v\\d+$", "").replace('.', '_').replace('-', '_');
  }
}
