package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.Objects;

/**
 * What a meter's running total showed at a time, as received; it is never changed. Against it
 * intervals are checked, and from two of them intervals are made where a meter sends no others.
 *
 * @param source configured name of the door's source
 * @param importId identifies the file or message; the same import delivered twice is ingested once
 * @param sequence position within the import
 * @param meter meter identifier as sent
 * @param channel what the register counts
 * @param register which total, as sent, for example {@code 1-0:1.8.1}; the registers of a channel
 *     are read at the same time and add up
 * @param mantissa decimal mantissa as sent, Wh
 * @param powerOfTen decimal exponent as sent
 * @param sentQuality quality as sent with its scheme; empty when none was sent
 * @param knownAt stamped once, at the door
 * @param placement community of the meter, else its feeder, else the meter
 */
public record RegisterReading(
    String source,
    String importId,
    long sequence,
    String meter,
    Channel channel,
    String register,
    Instant at,
    long mantissa,
    int powerOfTen,
    String sentQuality,
    Instant knownAt,
    String placement)
    implements Travelling {

  public RegisterReading {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(importId, "importId");
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(register, "register");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(sentQuality, "sentQuality");
    Objects.requireNonNull(knownAt, "knownAt");
    Objects.requireNonNull(placement, "placement");
    if (powerOfTen < -12 || powerOfTen > 9) {
      throw new IllegalArgumentException(
          "Register of meter '" + meter + "' has power of ten " + powerOfTen + "; expected -12..9");
    }
  }

  @Override
  public String key() {
    return meter;
  }

  @Override
  public String id() {
    return importId + '#' + sequence;
  }

  @Override
  public long version() {
    return 0;
  }
}
