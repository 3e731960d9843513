package io.commonwatt.app.compare;

import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.market.coordination.Faults;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.Strategies;
import io.commonwatt.market.coordination.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is tried on every strategy: each a replay in which one thing goes wrong. Stateless. */
final class Robustness {

  static final double SHARE = 0.1;

  /**
   * How far every home moves its bids where they are strategic, hundredths of the room there is.
   */
  static final int SHADED_PERCENT = 25;

  private Robustness() {}

  /** Settings of each trial by its name. */
  static Map<String, MarketSettings> trials(DoorSource source, long seed) {
    MarketSettings usual = MarketSettings.defaults();
    Map<String, MarketSettings> trials = new LinkedHashMap<>();
    trials.put("hubDown", usual.withFaults(hubDown(source)));
    trials.put("lostMessages", usual.withFaults(Faults.lostMessages(SHARE, seed)));
    trials.put("misreporting", usual.withFaults(Faults.misreporting(SHARE, seed)));
    trials.put("persistence", usual.withForecastModels(List.of()));
    return trials;
  }

  /** The strategy where bids are no longer their values; empty where homes tell no prices. */
  static Optional<Strategy> strategicBids(String strategy) {
    return Strategies.findShaded(strategy, MarketSettings.defaults(), SHADED_PERCENT);
  }

  /** A tenth of the time, in its middle, to the hour. */
  private static Faults hubDown(DoorSource source) {
    Duration all = Duration.between(source.from(), source.to());
    long hours = Math.max(1, Math.round(SHARE * all.toHours()));
    Instant from = source.from().plus(Duration.ofHours((all.toHours() - hours) / 2));
    return Faults.hubDown(from, from.plus(Duration.ofHours(hours)));
  }
}
