package io.commonwatt.market.coordination;

import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.settlement.RetailPrice;
import java.util.List;

/**
 * Implicit competition, the status quo: each home plans its own stores on its own tariff. One
 * message per hour, the broadcast of the tariffs; nothing comes back.
 */
public final class TariffStrategy extends StrategyFrame {

  public static final String NAME = "tariff";

  private final Dispatcher dispatcher;

  public TariffStrategy(Dispatcher dispatcher) {
    super(NAME, Cell.IMPLICIT_COMPETITION, Published.TARIFF);
    this.dispatcher = dispatcher;
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    TariffBoard board = TariffBoard.receive(channel);
    for (HomeView home : situation.homes()) {
      if (!home.stores().isEmpty()) {
        List<RetailPrice> prices = board.pricesOf(home);
        act(dispatcher, situation, HomeProblems.of(home, situation.at(), prices, 0), decision);
      }
    }
  }
}
