package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;

/**
 * An interval reading as received; it is never changed. Its energy is exact: value = mantissa ×
 * 10^powerOfTen in {@code unit}; what does not fill a watt hour is carried to the meter's next
 * interval of the same source, so that sums telescope.
 *
 * @param source configured name of the door's source
 * @param importId identifies the file or message; the same import delivered twice is ingested once
 * @param sequence position within the import
 * @param meter meter identifier as sent
 * @param channel register
 * @param start interval start
 * @param lengthSeconds interval length, s
 * @param mantissa decimal mantissa as sent
 * @param powerOfTen decimal exponent as sent
 * @param unit unit as sent
 * @param carryMicroWh remainder carried in from the interval before, 0…999 999 µWh
 * @param knownAt stamped once, at the door
 * @param placement community of the meter, else its feeder, else the meter
 */
public record RawReading(
    String source,
    String importId,
    long sequence,
    String meter,
    Channel channel,
    Instant start,
    int lengthSeconds,
    long mantissa,
    int powerOfTen,
    Unit unit,
    int carryMicroWh,
    Instant knownAt,
    String placement)
    implements Travelling {

  private static final long MICRO = 1_000_000L;
  private static final int SECONDS_PER_HOUR = 3600;

  public RawReading {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(importId, "importId");
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(knownAt, "knownAt");
    Objects.requireNonNull(placement, "placement");
    if (lengthSeconds <= 0) {
      throw new IllegalArgumentException(
          "Reading of meter '" + meter + "' has length " + lengthSeconds);
    }
    if (powerOfTen < -12 || powerOfTen > 9) {
      throw new IllegalArgumentException(
          "Reading of meter '" + meter + "' has power of ten " + powerOfTen + "; expected -12..9");
    }
  }

  /** Energy of the interval, Wh, carry included, rounded down. */
  public long energyWh() {
    return Math.floorDiv(microWh(mantissa, powerOfTen, unit, lengthSeconds) + carryMicroWh, MICRO);
  }

  /** Remainder to carry to the meter's next interval, 0…999 999 µWh. */
  public int carryOutMicroWh() {
    return (int)
        Math.floorMod(microWh(mantissa, powerOfTen, unit, lengthSeconds) + carryMicroWh, MICRO);
  }

  /** Value in µWh, rounded down, without carry; saturates at a quarter of the long range. */
  static long microWh(long mantissa, int powerOfTen, Unit unit, int lengthSeconds) {
    BigInteger value = BigInteger.valueOf(mantissa).multiply(BigInteger.valueOf(MICRO));
    if (unit == Unit.WATT) {
      value = value.multiply(BigInteger.valueOf(lengthSeconds));
    }
    BigInteger scale = BigInteger.TEN.pow(Math.abs(powerOfTen));
    BigInteger divisor = unit == Unit.WATT ? BigInteger.valueOf(SECONDS_PER_HOUR) : BigInteger.ONE;
    if (powerOfTen >= 0) {
      value = value.multiply(scale);
    } else {
      divisor = divisor.multiply(scale);
    }
    BigInteger[] parts = value.divideAndRemainder(divisor);
    BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    BigInteger limit = BigInteger.valueOf(Long.MAX_VALUE / 4);
    return floor.min(limit).max(limit.negate()).longValue();
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
