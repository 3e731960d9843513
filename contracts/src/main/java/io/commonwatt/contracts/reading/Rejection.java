package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * What could not be decoded, attributed to a usage point, or lies outside the accepted time window.
 *
 * @param source configured name of the source
 * @param stage room that rejected it
 * @param rule stable code, for example {@code unknown-meter}
 * @param detail what is wrong, with the object and the remedy
 * @param reference where it is: {@code file:line}, {@code topic/partition@offset} or a raw id
 * @param reading whether this stands for a reading (it then counts as published and rejected)
 * @param raw the bytes as received
 */
public record Rejection(
    String source,
    String stage,
    String rule,
    String detail,
    String reference,
    boolean reading,
    byte[] raw,
    Instant knownAt,
    String placement)
    implements Travelling {

  @Override
  public String key() {
    return source;
  }

  @Override
  public String id() {
    return stage + '|' + source + '|' + rule + '|' + reference;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
