package io.commonwatt.market.coordination;

import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.market.dispatch.PreviousPlan;
import io.commonwatt.market.observation.HourPrice;
import io.commonwatt.market.settlement.RetailPrice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What is known when a community is planned. Homes are private to themselves, the rest is the
 * hub's, which tells homes what they need.
 *
 * @param at start of the first hour
 * @param homes all usage points, by id
 * @param tariffs retail prices per hour of the horizon, by tariff
 * @param wholesale wholesale prices per hour of the horizon
 * @param carbonMilliCentPerKg cost of carbon in energy taken
 * @param previous what the stores were told an hour ago
 * @param memory what each agent kept for itself an hour ago, by agent
 * @param prices wholesale prices of any hour, as the hub knows them
 * @param feeders of the community, as the hub knows them
 * @param feederOf feeder of each usage point; empty where it has none
 */
public record Situation(
    String community,
    Instant at,
    List<HomeView> homes,
    Map<String, List<RetailPrice>> tariffs,
    List<HourPrice> wholesale,
    long carbonMilliCentPerKg,
    Optional<PreviousPlan> previous,
    Map<String, byte[]> memory,
    LongFunction<HourPrice> prices,
    List<Feeder> feeders,
    Map<String, String> feederOf) {

  /** Hours of the horizon. */
  public int hours() {
    return wholesale.size();
  }
}
