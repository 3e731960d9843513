package io.commonwatt.contracts.community;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * Retail prices of a supplier for the usage points it names, over a time.
 *
 * @param usagePoints ids, or a single {@code *} for all
 * @param bands prices by local time of day, in order, covering the day; ignored where {@code
 *     market} is set
 * @param market wholesale market a dynamic tariff follows; empty for a time-of-use tariff
 * @param adderMilliCentPerKwh added to the wholesale import price of a dynamic tariff
 * @param exportMilliCentPerKwh paid for energy fed in
 * @param exportFollowsMarket whether a dynamic tariff pays the wholesale export price instead
 * @param feeMilliCentPerKwh fees and levies on every kWh taken from the grid
 * @param localFeeMilliCentPerKwh fees of the path a local trade uses, paid by the buyer
 * @param from inclusive
 * @param to exclusive
 */
public record Tariff(
    String id,
    List<String> usagePoints,
    List<Band> bands,
    String market,
    long adderMilliCentPerKwh,
    long exportMilliCentPerKwh,
    boolean exportFollowsMarket,
    long feeMilliCentPerKwh,
    long localFeeMilliCentPerKwh,
    Instant from,
    Instant to)
    implements Serializable {

  /**
   * A price from a local time of day on.
   *
   * @param fromMinute minute of the local day, 0…1439
   */
  public record Band(int fromMinute, long importMilliCentPerKwh) implements Serializable {}

  public Tariff {
    usagePoints = List.copyOf(usagePoints);
    bands = List.copyOf(bands);
  }
}
