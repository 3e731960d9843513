package io.commonwatt.contracts.price;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * Wholesale price of a market time unit.
 *
 * @param currency ISO 4217 code
 * @param importMilliCentPerKwh price of energy taken from the wholesale market
 * @param exportMilliCentPerKwh price paid for energy fed in
 * @param carbonMilligramPerKwh carbon intensity of imported energy
 */
public record Price(
    String market,
    Instant start,
    int lengthSeconds,
    String currency,
    long importMilliCentPerKwh,
    long exportMilliCentPerKwh,
    long carbonMilligramPerKwh,
    Instant knownAt)
    implements Travelling {
  @Override
  public String key() {
    return market;
  }

  @Override
  public String placement() {
    return market;
  }

  @Override
  public String id() {
    return market + '|' + start + '|' + lengthSeconds;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
