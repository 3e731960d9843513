package io.commonwatt.market.coordination;

import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.market.channel.Channel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A community in parts of the same size: by the order of ids the first homes belong to the first
 * strategy, the next to the second and so on, all on one channel and one feeder, settled together.
 * A part sees its own homes only. Stateless and thread-safe.
 */
public final class MixedStrategy implements Strategy {

  static final String NAME = "mixed";

  private final String name;
  private final List<Strategy> parts;

  /**
   * A mix.
   *
   * @param parts of different names, two or more
   */
  public MixedStrategy(String name, List<Strategy> parts) {
    this.name = name;
    this.parts = List.copyOf(parts);
  }

  @Override
  public String name() {
    return name;
  }

  /** That of the part whose homes give most out of hand. */
  @Override
  public Cell cell() {
    return parts.stream().map(Strategy::cell).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** The strategies of its parts, in order. */
  public List<Strategy> parts() {
    return parts;
  }

  /** Homes of a part. */
  public <T> List<T> homesOf(int part, List<T> homesById) {
    int homes = homesById.size();
    return homesById.subList(part * homes / parts.size(), (part + 1) * homes / parts.size());
  }

  @Override
  public Decision decide(Situation situation, Channel channel) {
    Decision decision = new Decision();
    for (int i = 0; i < parts.size(); i++) {
      List<HomeView> homes = homesOf(i, situation.homes());
      if (!homes.isEmpty()) {
        Strategy part = parts.get(i);
        add(decision, part.name(), part.decide(part(situation, part.name(), homes), channel));
      }
    }
    return decision;
  }

  private static Situation part(Situation all, String part, List<HomeView> homes) {
    Map<String, byte[]> memory = new TreeMap<>();
    for (HomeView home : homes) {
      byte[] kept = all.memory().get(home.usagePoint());
      if (kept != null) {
        memory.put(home.usagePoint(), kept);
      }
    }
    byte[] ofHub = all.memory().get(hubOf(part));
    if (ofHub != null) {
      memory.put(Channel.HUB, ofHub);
    }
    return new Situation(
        all.community(),
        all.at(),
        homes,
        all.tariffs(),
        all.wholesale(),
        all.carbonMilliCentPerKg(),
        all.previous(),
        memory,
        all.prices(),
        all.feeders(),
        all.feederOf());
  }

  private void add(Decision all, String part, Decision own) {
    all.setpointKw().putAll(own.setpointKw());
    all.addTrades(own);
    own.schedules().forEach(one -> all.schedules().add(named(one)));
    own.orders().forEach(one -> all.orders().add(named(one)));
    // One clearing an hour bears the name of the mix: reserve, which moves no energy, is left out.
    own.clearings().stream()
        .filter(one -> !one.mechanism().equals(Clearing.RESERVE))
        .forEach(one -> clear(all, named(one)));
    own.memory()
        .forEach(
            (agent, kept) ->
                all.memory().put(agent.equals(Channel.HUB) ? hubOf(part) : agent, kept));
  }

  /** Adds a clearing, to that of another part where there is one of the same interval. */
  private static void clear(Decision all, Clearing own) {
    List<Clearing> clearings = all.clearings();
    for (int i = 0; i < clearings.size(); i++) {
      if (clearings.get(i).start().equals(own.start())) {
        clearings.set(i, JoinedClearing.of(clearings.get(i), own));
        return;
      }
    }
    clearings.add(own);
  }

  private Schedule named(Schedule one) {
    return new Schedule(
        one.community(),
        name,
        one.resource(),
        one.usagePoint(),
        one.status(),
        one.why(),
        one.issued(),
        one.start(),
        one.stepSeconds(),
        one.setpointKw(),
        one.stateOfChargeKwh(),
        one.objectiveMilliCent(),
        one.dualCertificate(),
        one.knownAt());
  }

  private MarketOrder named(MarketOrder one) {
    return new MarketOrder(
        one.community(),
        name,
        one.orderId(),
        one.owner(),
        one.side(),
        one.start(),
        one.lengthSeconds(),
        one.quantityWh(),
        one.priceMilliCentPerKwh(),
        one.knownAt());
  }

  private Clearing named(Clearing one) {
    return new Clearing(
        one.community(),
        name,
        one.mechanism(),
        one.start(),
        one.lengthSeconds(),
        one.status(),
        one.priceMilliCentPerKwh(),
        one.tradedWh(),
        one.rationedWh(),
        one.welfareMicroCent(),
        one.trades(),
        one.knownAt(),
        one.network(),
        one.surplusMicroCent(),
        one.gridFeesMicroCent(),
        one.congestionMicroCent(),
        one.nodes());
  }

  /** Each part has a coordinator of its own. */
  private static String hubOf(String part) {
    return Channel.HUB + '/' + part;
  }
}
