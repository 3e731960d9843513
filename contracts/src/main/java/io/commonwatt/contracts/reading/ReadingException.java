package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * A line of the work list: a VEE rule spoke about an interval. A late correction writes a new
 * exception, it never withdraws one.
 *
 * @param rule name of the rule
 * @param fate what became of the raw reading
 * @param detail figures a person needs to judge it
 * @param rawId {@link RawReading#id()} of the reading concerned; empty for a gap
 */
public record ReadingException(
    String usagePoint,
    String community,
    String feeder,
    String meter,
    Channel channel,
    Instant start,
    int lengthSeconds,
    String rule,
    Fate fate,
    String detail,
    String rawId,
    Instant knownAt,
    String placement)
    implements Travelling {

  /** What became of the raw reading. */
  public enum Fate {
    /** Kept, flagged. */
    FLAGGED,
    /** Same key and value as one already known: dropped. */
    DUPLICATE,
    /**
     * Another reading of the same key and another value holds: one that came later, or one from a
     * source of higher priority that was there before.
     */
    SUPERSEDED,
    /** There was none in time: an estimate stands in. */
    ESTIMATED
  }

  @Override
  public String key() {
    return usagePoint;
  }

  @Override
  public String id() {
    return usagePoint
        + '|'
        + channel.code()
        + '|'
        + start
        + '|'
        + lengthSeconds
        + '|'
        + rule
        + '|'
        + rawId
        + '|'
        + knownAt.toEpochMilli();
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
