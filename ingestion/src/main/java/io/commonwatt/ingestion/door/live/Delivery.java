package io.commonwatt.ingestion.door.live;

import java.util.List;
import java.util.Objects;

/**
 * An import, or a part of one, as a door hands it in: all of it is taken in or nothing.
 *
 * @param source configured name of the source
 * @param importId identifies the import within its source
 * @param part which part, from 0
 * @param firstSequence position of its first value within the import
 * @param contentHash SHA-256 of the import's content, hex
 * @param values what it holds
 * @param refusals what the door could not read but must not lose, each for a rejection
 */
public record Delivery(
    String source,
    String importId,
    int part,
    long firstSequence,
    String contentHash,
    GatheredValues values,
    List<Refusal> refusals) {

  public Delivery {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(importId, "importId");
    Objects.requireNonNull(contentHash, "contentHash");
    Objects.requireNonNull(values, "values");
    refusals = List.copyOf(refusals);
  }

  /** An import in one piece. */
  public static Delivery whole(
      String source, String importId, String contentHash, GatheredValues values) {
    return new Delivery(source, importId, 0, 0, contentHash, values, List.of());
  }

  /** The id of its mark. */
  String id() {
    return source + '|' + importId + '|' + part;
  }

  /** How much it weighs in the queue. */
  int weight() {
    return Math.max(1, values.size() + refusals.size());
  }
}
