package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.Objects;

/**
 * The mark of an import that was taken in. It is written in the transaction of its records: where
 * the mark is, they are; a door that finds it does not take the import in again.
 *
 * @param source configured name of the door's source
 * @param importId identifies the file or message within its source
 * @param part which part of the import, from 0; great files are taken in part by part
 * @param readings values taken in: readings, register readings and events
 * @param rejected values rejected; with {@code readings} all that were sent
 * @param contentHash SHA-256 of the content, hex; another content under the same id is a conflict
 * @param knownAt stamped once, at the door
 * @param placement import id
 */
public record Import(
    String source,
    String importId,
    int part,
    long readings,
    long rejected,
    String contentHash,
    Instant knownAt,
    String placement)
    implements Travelling {

  public Import {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(importId, "importId");
    Objects.requireNonNull(contentHash, "contentHash");
    Objects.requireNonNull(knownAt, "knownAt");
    Objects.requireNonNull(placement, "placement");
  }

  @Override
  public String key() {
    return id();
  }

  @Override
  public String id() {
    return source + '|' + importId + '|' + part;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
