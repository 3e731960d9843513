package io.commonwatt.contracts.market;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * A limit order for one market time unit.
 *
 * @param orderId unique within (community, strategy, start)
 * @param owner usage point that stands behind it
 * @param quantityWh positive, Wh
 */
public record MarketOrder(
    String community,
    String strategy,
    String orderId,
    String owner,
    Side side,
    Instant start,
    int lengthSeconds,
    long quantityWh,
    long priceMilliCentPerKwh,
    Instant knownAt)
    implements Travelling {
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
    return key() + '|' + start + '|' + orderId;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
