package io.commonwatt.ingestion.format;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Quality;
import java.time.Instant;
import java.util.Objects;

/**
 * A validated interval on its way out, as every writer takes it.
 *
 * @param usagePoint identifier of the usage point
 * @param meter identifier of the meter; empty when it is not known
 * @param start interval start
 * @param lengthSeconds interval length, s, positive
 * @param energyWh energy to use, Wh, non-negative
 * @param method how an estimate was made; empty for a measured value
 */
public record ValidatedValue(
    String usagePoint,
    String meter,
    Channel channel,
    Instant start,
    int lengthSeconds,
    long energyWh,
    Quality quality,
    String method) {

  public ValidatedValue {
    Objects.requireNonNull(usagePoint, "usagePoint");
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(method, "method");
    if (lengthSeconds <= 0) {
      throw new IllegalArgumentException(
          "Value of usage point '" + usagePoint + "' has length " + lengthSeconds);
    }
    if (energyWh < 0) {
      throw new IllegalArgumentException(
          "Value of usage point '" + usagePoint + "' at " + start + " is " + energyWh + " Wh");
    }
  }
}
