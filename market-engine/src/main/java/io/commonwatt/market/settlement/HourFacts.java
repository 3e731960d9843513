package io.commonwatt.market.settlement;

import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.market.observation.HourPrice;
import java.util.List;
import java.util.Map;

/**
 * What is known of an hour when it is settled, the same for every strategy.
 *
 * @param hour the hour
 * @param usagePoints every usage point of the community, by id
 * @param meters what was metered, by usage point
 * @param retail retail prices, by usage point
 * @param wholesale prices at the community's connection
 */
public record HourFacts(
    long hour,
    List<UsagePoint> usagePoints,
    Map<String, HomeMeter> meters,
    Map<String, RetailPrice> retail,
    HourPrice wholesale) {

  /** Whether every reading and the price are known, estimates included. */
  public boolean present() {
    return wholesale.known() && meters.values().stream().allMatch(HomeMeter::present);
  }
}
