package io.commonwatt.market.coordination;

import io.commonwatt.market.channel.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A community in parts: every home belongs to a strategy of its own choice, all on one channel and
 * one feeder, settled together. A part sees its own homes only. Stateless and thread-safe.
 */
public final class MixedStrategy implements Strategy {

  private final String name;
  private final Map<String, Strategy> parts;

  /**
   * A mix.
   *
   * @param parts strategy of each usage point; whoever is not in it has no strategy and its stores
   *     stand still
   */
  public MixedStrategy(String name, Map<String, Strategy> parts) {
    this.name = name;
    this.parts = Map.copyOf(parts);
  }

  @Override
  public String name() {
    return name;
  }

  /** That of the part whose homes give most out of hand. */
  @Override
  public Cell cell() {
    return parts.values().stream()
        .map(Strategy::cell)
        .min(Comparator.naturalOrder())
        .orElse(Cell.IMPLICIT_COMPETITION);
  }

  @Override
  public Decision decide(Situation situation, Channel channel) {
    Map<String, Strategy> strategies = new TreeMap<>();
    Map<String, List<HomeView>> homes = new HashMap<>();
    for (HomeView home : situation.homes()) {
      Strategy strategy = parts.get(home.usagePoint());
      if (strategy != null) {
        strategies.put(strategy.name(), strategy);
        homes.computeIfAbsent(strategy.name(), key -> new ArrayList<>()).add(home);
      }
    }
    Decision decision = new Decision();
    strategies.forEach(
        (part, strategy) -> {
          Situation own = part(situation, part, homes.get(part));
          add(decision, part, strategy.decide(own, channel));
        });
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

  private static void add(Decision all, String part, Decision own) {
    all.setpointKw().putAll(own.setpointKw());
    all.contracts().putAll(own.contracts());
    all.schedules().addAll(own.schedules());
    all.orders().addAll(own.orders());
    all.clearings().addAll(own.clearings());
    all.keep(own.marketMicroCent());
    own.memory()
        .forEach(
            (agent, kept) ->
                all.memory().put(agent.equals(Channel.HUB) ? hubOf(part) : agent, kept));
  }

  /** Each part has a coordinator of its own. */
  private static String hubOf(String part) {
    return Channel.HUB + '/' + part;
  }
}
