package io.commonwatt.market.coordination;

import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.resource.Battery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a strategy decided for the hour: setpoints, with the plans and trades they come from. Filled
 * by the strategy, read by the market step. Not thread-safe.
 */
public final class Decision {

  private final Map<String, Double> setpointKw = new TreeMap<>();
  private final Map<String, Contract> contracts = new TreeMap<>();
  private final Map<String, byte[]> memory = new TreeMap<>();
  private final List<Schedule> schedules = new ArrayList<>();
  private final List<MarketOrder> orders = new ArrayList<>();
  private final List<Clearing> clearings = new ArrayList<>();
  private long marketMicroCent;
  private long upstreamWh;

  /**
   * A home's position in the local market.
   *
   * @param boughtWh net energy bought, negative when sold
   * @param tradeMicroCent paid for it, negative when received
   */
  public record Contract(long boughtWh, long tradeMicroCent) {

    /** Both together. */
    Contract plus(Contract other) {
      return new Contract(boughtWh + other.boughtWh, tradeMicroCent + other.tradeMicroCent);
    }
  }

  /** What batteries shall hold during the hour, kW by id. */
  public Map<String, Double> setpointKw() {
    return setpointKw;
  }

  /** Positions by usage point. */
  public Map<String, Contract> contracts() {
    return contracts;
  }

  /** What each agent keeps for itself until the next hour, by agent; nothing else is kept. */
  public Map<String, byte[]> memory() {
    return memory;
  }

  public List<Schedule> schedules() {
    return schedules;
  }

  public List<MarketOrder> orders() {
    return orders;
  }

  public List<Clearing> clearings() {
    return clearings;
  }

  /** What the local market keeps of what homes pay, micro-cent; negative for a deficit. */
  public long marketMicroCent() {
    return marketMicroCent;
  }

  /** What homes sold to the grid operator, Wh. */
  public long upstreamWh() {
    return upstreamWh;
  }

  /** A home sells energy to the grid operator, which pays for it. */
  void sellUpstream(String home, long wh, long paidMicroCent) {
    contracts.merge(home, new Contract(-wh, -paidMicroCent), Contract::plus);
    upstreamWh = Math.addExact(upstreamWh, wh);
    keep(-paidMicroCent);
  }

  /** Takes over the positions of another decision and what its market keeps. */
  void addTrades(Decision other) {
    contracts.putAll(other.contracts);
    upstreamWh = Math.addExact(upstreamWh, other.upstreamWh);
    keep(other.marketMicroCent);
  }

  void keep(long microCent) {
    marketMicroCent = Math.addExact(marketMicroCent, microCent);
  }

  /** Adds the schedules of a plan; setpoints are added apart, by whoever executes them. */
  void addSchedules(Situation situation, String strategy, DispatchProblem problem, Plan plan) {
    for (int store = 0; store < problem.stores().size(); store++) {
      Battery battery = problem.stores().get(store).battery();
      schedules.add(
          new Schedule(
              situation.community(),
              strategy,
              battery.id(),
              battery.usagePoint(),
              plan.status().code(),
              plan.why()[store],
              situation.at(),
              problem.start(),
              problem.stepSeconds(),
              plan.setpointKw()[store],
              plan.storedKwh()[store],
              plan.objectiveMilliCent(),
              plan.boundMilliCent(),
              situation.at()));
    }
  }

  /** Executes the first step of a home's own plan. */
  void addFirstStep(DispatchProblem problem, Plan plan) {
    for (int store = 0; store < problem.stores().size(); store++) {
      setpointKw.put(problem.stores().get(store).battery().id(), plan.setpointKw()[store][0]);
    }
  }
}
