package io.commonwatt.contracts;

import java.time.Instant;

/**
 * Anything that travels on a topic. Implementations are records; the Avro schema of a record is the
 * file of the same simple name in {@code avro/}. Immutable and safe to share between threads.
 */
public interface Travelling {

  /** Record key on Kafka: the entity the record is about (meter, usage point, community…). */
  String key();

  /**
   * What decides the partition: the community, for a usage point without one its feeder, else its
   * own id. Records of a topic whose {@link Topic.Spread} is {@code REPLICATED} are written to
   * every partition and ignore this value.
   */
  String placement();

  /** When the platform learnt it. Never decreases within a partition. */
  Instant knownAt();

  /**
   * Identity of the row within its topic: same id, same row. Contains no wall-clock or random part.
   */
  String id();

  /** Of two records with the same id the greater version holds; same id and version, same bytes. */
  long version();
}
