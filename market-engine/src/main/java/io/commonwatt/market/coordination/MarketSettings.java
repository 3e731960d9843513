package io.commonwatt.market.coordination;

import io.commonwatt.market.observation.ForecastBook;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How the market runs.
 *
 * @param horizonHours hourly steps planned ahead
 * @param forecastModels models whose forecasts are used, the preferred first; after them, the same
 *     hour of the last day that is known
 * @param staleAfter age at which a forecast is not used any more
 * @param absentAfter how long after its end an hour waits for readings; then what is missing counts
 *     as zero and the settlement as incomplete
 * @param retention how long an hour can still be corrected
 * @param carbonMilliCentPerKg cost of carbon in energy taken from the wholesale market
 * @param kPercent place of the auction's price between the marginal ask (0) and bid (100)
 * @param faults what goes wrong
 */
public record MarketSettings(
    int horizonHours,
    List<String> forecastModels,
    Duration staleAfter,
    Duration absentAfter,
    Duration retention,
    long carbonMilliCentPerKg,
    int kPercent,
    Faults faults)
    implements Serializable {

  public static final int DEFAULT_HORIZON_HOURS = 36;
  public static final Duration DEFAULT_STALE_AFTER = Duration.ofHours(12);
  public static final Duration DEFAULT_ABSENT_AFTER = Duration.ofHours(48);
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(36);
  public static final int DEFAULT_K_PERCENT = 50;

  public MarketSettings {
    forecastModels = List.copyOf(forecastModels);
    if (horizonHours < 1) {
      throw new IllegalArgumentException(
          "Market settings: a horizon of " + horizonHours + " hours; plan at least 1");
    }
    if (retention.compareTo(absentAfter) < 0) {
      throw new IllegalArgumentException(
          "Market settings: hours are kept for "
              + retention
              + " but wait for readings for "
              + absentAfter
              + "; keep them longer");
    }
  }

  /** Settings of an ordinary run. */
  public static MarketSettings defaults() {
    return new MarketSettings(
        DEFAULT_HORIZON_HOURS,
        ForecastBook.PREFERRED_MODELS,
        DEFAULT_STALE_AFTER,
        DEFAULT_ABSENT_AFTER,
        DEFAULT_RETENTION,
        0,
        DEFAULT_K_PERCENT,
        Faults.NONE);
  }

  /** The same with other models; none makes the market expect what was metered a day before. */
  public MarketSettings withForecastModels(List<String> models) {
    return new MarketSettings(
        horizonHours,
        models,
        staleAfter,
        absentAfter,
        retention,
        carbonMilliCentPerKg,
        kPercent,
        faults);
  }

  /** The same where something goes wrong. */
  public MarketSettings withFaults(Faults others) {
    return new MarketSettings(
        horizonHours,
        forecastModels,
        staleAfter,
        absentAfter,
        retention,
        carbonMilliCentPerKg,
        kPercent,
        others);
  }
}
