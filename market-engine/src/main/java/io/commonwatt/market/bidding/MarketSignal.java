package io.commonwatt.market.bidding;

import java.util.OptionalLong;

/**
 * What a trader knows of the market when it bids: what the hub told all.
 *
 * @param lastPriceMilliCentPerKwh price of the last hour in which there was one
 * @param demandWh energy bid for in the same hour of the last day; 0 where nothing is known
 * @param supplyWh energy offered then
 */
public record MarketSignal(OptionalLong lastPriceMilliCentPerKwh, long demandWh, long supplyWh) {

  /** Nothing is known yet. */
  public static final MarketSignal NONE = new MarketSignal(OptionalLong.empty(), 0, 0);
}
