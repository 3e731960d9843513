package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.reflect.Nullable;

/**
 * The platform's word on one interval of a usage point's channel.
 *
 * @param energyWh energy to use, Wh, non-negative
 * @param rawWh what the raw reading said, Wh; null where there is none
 * @param verdicts names of the VEE rules that spoke, sorted
 * @param method how an estimate was made; empty for a measured value
 * @param version max(previous version + 1, knownAt of the deciding step in ms)
 */
public record ValidatedReading(
    String usagePoint,
    String community,
    String feeder,
    Channel channel,
    Instant start,
    int lengthSeconds,
    long energyWh,
    @Nullable Long rawWh,
    Origin origin,
    Quality quality,
    List<String> verdicts,
    String method,
    String meter,
    long version,
    Instant knownAt,
    String placement)
    implements Travelling {

  public ValidatedReading {
    Objects.requireNonNull(usagePoint, "usagePoint");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(knownAt, "knownAt");
    verdicts = List.copyOf(verdicts);
    if (energyWh < 0) {
      throw new IllegalArgumentException(
          "Usage point '"
              + usagePoint
              + "' "
              + channel
              + " at "
              + start
              + ": negative energy "
              + energyWh);
    }
  }

  /** Interval end. */
  public Instant end() {
    return start.plusSeconds(lengthSeconds);
  }

  @Override
  public String key() {
    return usagePoint;
  }

  @Override
  public String id() {
    return usagePoint + '|' + channel.code() + '|' + start + '|' + lengthSeconds;
  }
}
