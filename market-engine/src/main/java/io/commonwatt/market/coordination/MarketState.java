package io.commonwatt.market.coordination;

import io.commonwatt.market.observation.ForecastBook;
import io.commonwatt.market.observation.MeterBook;
import io.commonwatt.market.observation.PriceBook;
import io.commonwatt.market.settlement.HourBook;
import java.util.TreeMap;

/**
 * State of the market of one community: what it knows, the plant of each strategy, the hours that
 * can still be corrected. Changed by {@link MarketStep} only; not thread-safe.
 */
public final class MarketState {

  final String placement;
  PriceBook prices = new PriceBook();
  MeterBook meters = new MeterBook();
  ForecastBook forecasts = new ForecastBook();
  HourBook hours = new HourBook();
  final TreeMap<String, StrategyState> strategies = new TreeMap<>();
  long ignoredReadings;
  long droppedHours;

  MarketState(String placement) {
    this.placement = placement;
  }

  /** The community. */
  public String placement() {
    return placement;
  }

  /**
   * Readings that could not be used: too old to correct anything, too far ahead, or of an interval
   * that does not divide the hour.
   */
  public long ignoredReadings() {
    return ignoredReadings;
  }

  /** Hours that left the window in which they can be corrected. */
  public long droppedHours() {
    return droppedHours;
  }

  /** Stored energy of a battery in a strategy's plant, mWh; 0 where there is none yet. */
  public long storedMilliWh(String strategy, String battery) {
    StrategyState state = strategies.get(strategy);
    return state == null ? 0 : state.storedMilliWh.getOrDefault(battery, 0L);
  }
}
