package io.commonwatt.ingestion.door.intake;

import io.commonwatt.contracts.reading.RawReading;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Carries what does not fill a watt hour to the meter's next interval of the same channel, so that
 * sums telescope. The chain follows the order of arrival: it goes on where an interval begins at
 * the end of the one before, starts anew at zero after a gap, and an interval that is sent again
 * gets the remainder it got before, so that equal lines stay equal. Not thread-safe.
 */
public final class Carry {

  private static final int REMEMBERED = 512;

  private final Map<String, Chain> chains = new HashMap<>();

  private static final class Chain {
    private Instant end = Instant.MIN;
    private long remainder;
    private Map<Instant, Long> given = Map.of();

    long take(Instant start) {
      if (start.equals(end)) {
        return remainder;
      }
      return given.getOrDefault(start, 0L);
    }

    void remember(Instant start, long carry) {
      if (given.isEmpty()) {
        given =
            new LinkedHashMap<>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Instant, Long> eldest) {
                return size() > REMEMBERED;
              }
            };
      }
      given.put(start, carry);
    }
  }

  /**
   * Goes on after a reading that was written before, so that a door that starts again hands on the
   * remainders of the one before it. Call in order of arrival.
   */
  public void restore(RawReading written) {
    Chain chain = chain(written);
    if (!written.start().isBefore(chain.end)) {
      if (written.carryMicroJoule() != 0) {
        chain.remember(written.start(), written.carryMicroJoule());
      }
      chain.end = written.start().plusSeconds(written.lengthSeconds());
      chain.remainder = written.carryOutMicroJoule();
    }
  }

  /** The reading with the remainder it inherits. Call once per reading, in order of arrival. */
  public RawReading apply(RawReading reading) {
    Chain chain = chain(reading);
    long carry = chain.take(reading.start());
    RawReading carried = carry == 0 ? reading : reading.withCarry(carry);
    restore(carried);
    return carried;
  }

  private Chain chain(RawReading reading) {
    return chains.computeIfAbsent(
        reading.meter() + '|' + reading.channel().code(), key -> new Chain());
  }
}
