package io.commonwatt.market.coordination;

import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Store;
import io.commonwatt.market.observation.Hours;
import java.util.ArrayList;
import java.util.List;

/**
 * A step between direct control and the tariff, for replays only: every home plans by itself, at
 * its own meter, but at wholesale prices. Not among the strategies of a community file.
 */
public final class ApartStrategy extends StrategyFrame {

  public static final String NAME = "apart";

  private final Dispatcher dispatcher;

  public ApartStrategy(Dispatcher dispatcher) {
    super(NAME, Cell.IMPLICIT_COMPETITION, Published.WHOLESALE);
    this.dispatcher = dispatcher;
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    WholesaleBoard board = WholesaleBoard.receive(channel);
    for (HomeView home : situation.homes()) {
      if (!home.stores().isEmpty()) {
        act(dispatcher, situation, problem(situation, home, board), decision);
      }
    }
  }

  private static DispatchProblem problem(Situation situation, HomeView home, WholesaleBoard board) {
    List<Store> stores = new ArrayList<>();
    for (HomeView.StoreView store : home.stores()) {
      stores.add(HomeProblems.store(store.battery(), store.storedKwh(), 0, board.importCent()));
    }
    Connection connection =
        Connection.of(
            home.usagePoint(),
            HomeStorage.loadKwh(home),
            board.importCent(),
            board.convexExportCent());
    return new DispatchProblem(situation.at(), Hours.SECONDS, List.of(connection), stores);
  }
}
