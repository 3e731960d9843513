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
 * @param carryMicroJoule remainder carried in from the interval before: 0…3 599 999 999 µJ, which
 *     is less than a watt hour; joules, because W × s and Wh are whole numbers of them
 * @param sentQuality quality as sent with its scheme, for example {@code nem12:S14} or {@code
 *     espi:8}; several are joined by a comma; empty when none was sent
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
    long carryMicroJoule,
    String sentQuality,
    Instant knownAt,
    String placement)
    implements Travelling {

  private static final long MICRO_JOULE_PER_WH = 3_600_000_000L;
  private static final int JOULE_PER_WH = 3_600;

  /** Energies saturate here, µJ: 640 MWh in an interval. */
  private static final BigInteger LIMIT = BigInteger.valueOf(Long.MAX_VALUE / 4);

  public RawReading {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(importId, "importId");
    Objects.requireNonNull(meter, "meter");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(sentQuality, "sentQuality");
    Objects.requireNonNull(knownAt, "knownAt");
    Objects.requireNonNull(placement, "placement");
    if (lengthSeconds <= 0) {
      throw new IllegalArgumentException(
          "Reading of meter '" + meter + "' has length " + lengthSeconds);
    }
    if (carryMicroJoule < 0 || carryMicroJoule >= MICRO_JOULE_PER_WH) {
      throw new IllegalArgumentException(
          "Reading of meter '"
              + meter
              + "' carries "
              + carryMicroJoule
              + " µJ; expected 0 or more and less than a watt hour");
    }
    if (powerOfTen < -12 || powerOfTen > 9) {
      throw new IllegalArgumentException(
          "Reading of meter '" + meter + "' has power of ten " + powerOfTen + "; expected -12..9");
    }
  }

  /** The same reading with another remainder carried in, µJ. */
  public RawReading withCarry(long microJoule) {
    return new RawReading(
        source,
        importId,
        sequence,
        meter,
        channel,
        start,
        lengthSeconds,
        mantissa,
        powerOfTen,
        unit,
        microJoule,
        sentQuality,
        knownAt,
        placement);
  }

  /** Energy of the interval, Wh, carry included, rounded down. */
  public long energyWh() {
    return Math.floorDiv(microJoule() + carryMicroJoule, MICRO_JOULE_PER_WH);
  }

  /** Remainder to carry to the meter's next interval, 0…3 599 999 999 µJ. */
  public long carryOutMicroJoule() {
    return Math.floorMod(microJoule() + carryMicroJoule, MICRO_JOULE_PER_WH);
  }

  /** Value in µJ without carry: exact for powers of ten from -6 on, else rounded down. */
  private long microJoule() {
    int joulePerUnit = unit == Unit.WATT ? lengthSeconds : JOULE_PER_WH;
    int power = powerOfTen + 6;
    BigInteger scale = BigInteger.TEN.pow(Math.abs(power));
    BigInteger joule = BigInteger.valueOf(mantissa).multiply(BigInteger.valueOf(joulePerUnit));
    BigInteger floor = power >= 0 ? joule.multiply(scale) : floorDivide(joule, scale);
    return floor.min(LIMIT).max(LIMIT.negate()).longValue();
  }

  private static BigInteger floorDivide(BigInteger value, BigInteger divisor) {
    BigInteger[] parts = value.divideAndRemainder(divisor);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
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
