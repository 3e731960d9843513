package io.commonwatt.market.coordination;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import java.time.Instant;
import java.util.List;

/** A village with all strategies, for tests in other packages. */
public final class MarketRuns {

  private final Village village;

  private MarketRuns(Village village) {
    this.village = village;
  }

  public static MarketRuns village(int homes, int days, int stepSeconds, long seed) {
    return new MarketRuns(new Village(homes, days, stepSeconds, seed));
  }

  public Registry registry() {
    return village.registry("tariff", "direct", "auction");
  }

  public List<Travelling> records() {
    return village.records(0.1);
  }

  public Instant start() {
    return Village.START;
  }

  public Instant end() {
    return village.end();
  }

  /** What the plain loop puts out. */
  public List<Travelling> plain() {
    return Run.of(registry(), records(), village.end()).outputs();
  }
}
