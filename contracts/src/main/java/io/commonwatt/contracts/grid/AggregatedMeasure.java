package io.commonwatt.contracts.grid;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;

/**
 * Sum over the usage points of a feeder or community, with its completeness.
 *
 * @param group feeder or community id
 * @param energyWh sum over the present usage points, Wh
 * @param expected usage points that have this channel at this time
 * @param present of these, how many stand on a measured value
 * @param estimated of these, how many stand on an estimate; the rest is absent
 */
public record AggregatedMeasure(
    Level level,
    String group,
    Channel channel,
    Instant start,
    int lengthSeconds,
    long energyWh,
    int expected,
    int present,
    int estimated,
    long version,
    Instant knownAt,
    String placement)
    implements Travelling {

  /** What is summed over. */
  public enum Level {
    FEEDER,
    COMMUNITY
  }

  /** Whether every expected usage point is present, measured or estimated. */
  public boolean complete() {
    return present + estimated == expected;
  }

  @Override
  public String key() {
    return group;
  }

  @Override
  public String id() {
    return level + "|" + group + '|' + channel.code() + '|' + start + '|' + lengthSeconds;
  }
}
