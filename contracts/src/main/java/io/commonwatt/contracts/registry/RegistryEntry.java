package io.commonwatt.contracts.registry;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * A fact of the community file as published for the record.
 *
 * @param kind {@code usage-point}, {@code meter-installation}, {@code member}, {@code resource} or
 *     {@code tariff}
 * @param objectId identifier within its kind
 * @param validFrom holds from
 * @param content the fact as JSON, keys sorted
 * @param fileHash SHA-256 of the community file
 */
public record RegistryEntry(
    String kind,
    String objectId,
    Instant validFrom,
    String content,
    String fileHash,
    Instant knownAt,
    String placement)
    implements Travelling {
  @Override
  public String key() {
    return objectId + '|' + validFrom;
  }

  @Override
  public String id() {
    return kind + '|' + objectId + '|' + validFrom;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
