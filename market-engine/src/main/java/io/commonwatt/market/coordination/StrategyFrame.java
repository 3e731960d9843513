package io.commonwatt.market.coordination;

import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;

/**
 * What strategies have in common: a name and a cell, the prices that are published to all each
 * hour, and what a home does that was left alone, because the hub is down or a message was lost: it
 * follows its own meter, stores its surplus and covers its load. Stateless and thread-safe, as are
 * its heirs.
 */
abstract class StrategyFrame implements Strategy {

  /** Which prices are published. */
  enum Published {
    WHOLESALE,
    TARIFF,
    BOTH,
    NONE
  }

  private final String name;
  private final Cell cell;
  private final Published published;

  StrategyFrame(String name, Cell cell, Published published) {
    this.name = name;
    this.cell = cell;
    this.published = published;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Cell cell() {
    return cell;
  }

  @Override
  public final Decision decide(Situation situation, Channel channel) {
    if (published == Published.WHOLESALE || published == Published.BOTH) {
      WholesaleBoard.of(situation).send(channel);
    }
    if (published == Published.TARIFF || published == Published.BOTH) {
      TariffBoard.send(channel, situation.tariffs());
    }
    Decision decision = new Decision();
    coordinate(situation, channel, decision);
    for (HomeView home : situation.homes()) {
      boolean isDecided =
          home.stores().stream()
              .anyMatch(store -> decision.setpointKw().containsKey(store.battery().id()));
      if (!isDecided) {
        HomeStorage.charge(home, -home.netWh()[0] / 1000.0, decision);
      }
    }
    return decision;
  }

  /** Lets the agents talk and decide, once prices are published. */
  abstract void coordinate(Situation situation, Channel channel, Decision decision);

  /** A home's own plan, whose first step it does. */
  final Plan act(
      Dispatcher dispatcher, Situation situation, DispatchProblem problem, Decision decision) {
    Plan plan = dispatcher.plan(problem, situation.previous());
    decision.addSchedules(situation, name, problem, plan);
    decision.addFirstStep(problem, plan);
    return plan;
  }
}
