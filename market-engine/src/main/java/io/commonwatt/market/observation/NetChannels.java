package io.commonwatt.market.observation;

import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import java.util.List;
import java.util.Optional;

/**
 * The channels a usage point's net load is made of: gross consumption and generation where
 * consumption is metered, else what is taken from the grid and fed into it. Immutable.
 *
 * @param load what takes energy; empty where nothing does
 * @param generation what gives energy; likewise
 */
public record NetChannels(Optional<Channel> load, Optional<Channel> generation) {

  /** The channels of a usage point. */
  public static NetChannels of(UsagePoint usagePoint) {
    boolean gross = usagePoint.channels().contains(Channel.CONSUMPTION);
    return new NetChannels(
        firstOf(usagePoint, Channel.CONSUMPTION, Channel.IMPORT),
        gross
            ? firstOf(usagePoint, Channel.GENERATION, Channel.GENERATION)
            : firstOf(usagePoint, Channel.EXPORT, Channel.GENERATION));
  }

  private static Optional<Channel> firstOf(
      UsagePoint usagePoint, Channel preferred, Channel other) {
    List<Channel> channels = usagePoint.channels();
    if (channels.contains(preferred)) {
      return Optional.of(preferred);
    }
    return channels.contains(other) ? Optional.of(other) : Optional.empty();
  }
}
