package io.commonwatt.app.compare;

import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.market.coordination.Faults;
import io.commonwatt.market.coordination.MarketSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is tried on every strategy: each a replay in which one thing goes wrong. Stateless. */
final class Robustness {

  static final double SHARE = 0.1;

  /** How far every home moves its bids where they are strategic: a quarter of the room there is. */
  static final double SHADE = 0.25;

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

  /** Bids that are no longer their values. */
  static MarketSettings strategicBids() {
    return MarketSettings.defaults().withFaults(Faults.strategicBids(SHADE));
  }

  /** A tenth of the time, in its middle, to the hour. */
  private static Faults hubDown(DoorSource source) {
    Duration all = Duration.between(source.from(), source.to());
    long hours = Math.max(1, Math.round(SHARE * all.toHours()));
    Instant from = source.from().plus(Duration.ofHours((all.toHours() - hours) / 2));
    return Faults.hubDown(from, from.plus(Duration.ofHours(hours)));
  }
}
