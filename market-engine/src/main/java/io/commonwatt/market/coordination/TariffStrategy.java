package io.commonwatt.market.coordination;

import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;

/**
 * Implicit competition, the status quo: each home plans its own stores on its own tariff. One
 * message per hour, the broadcast of the tariffs; nothing comes back.
 */
public final class TariffStrategy implements Strategy {

  public static final String NAME = "tariff";

  private final Dispatcher dispatcher;

  public TariffStrategy(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cell cell() {
    return Cell.IMPLICIT_COMPETITION;
  }

  @Override
  public Decision decide(Situation situation, Channel channel) {
    TariffBoard.send(channel, situation.tariffs());
    TariffBoard board = TariffBoard.receive(channel);
    Decision decision = new Decision();
    for (HomeView home : situation.homes()) {
      if (home.stores().isEmpty()) {
        continue;
      }
      DispatchProblem problem = HomeProblems.of(home, situation.at(), board.pricesOf(home), 0);
      Plan plan = dispatcher.plan(problem, situation.previous());
      decision.addSchedules(situation, NAME, problem, plan);
      decision.addFirstStep(problem, plan);
    }
    return decision;
  }
}
