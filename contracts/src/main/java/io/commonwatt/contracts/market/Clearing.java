package io.commonwatt.contracts.market;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.List;
import org.apache.avro.reflect.Nullable;

/**
 * Result of a clearing.
 *
 * @param status {@code TRADED} or {@code NO_TRADE}
 * @param priceMilliCentPerKwh uniform price; null without one
 * @param tradedWh volume matched
 * @param rationedWh volume of orders inside the price that went unmatched
 * @param welfareMicroCent Σ bids' value − Σ asks' cost of what was matched
 */
public record Clearing(
    String community,
    String strategy,
    String mechanism,
    Instant start,
    int lengthSeconds,
    String status,
    @Nullable Long priceMilliCentPerKwh,
    long tradedWh,
    long rationedWh,
    long welfareMicroCent,
    List<Trade> trades,
    Instant knownAt)
    implements Travelling {
  public Clearing {
    trades = List.copyOf(trades);
  }

  @Override
  public String key() {
    return community + '|' + strategy;
  }

  @Override
  public String placement() {
    return community;
  }

  @Override
  public String id() {
    return key() + '|' + start;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
