package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.dispatch.Connection;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.dispatch.Store;
import io.commonwatt.market.observation.HourPrice;
import io.commonwatt.market.observation.Hours;
import java.util.ArrayList;
import java.util.List;

/**
 * Direct control: the hub knows every home's outlook and plans all stores together at the
 * community's connection on wholesale prices, which is the resource cost J. Each home sends its
 * outlook, each home with stores gets setpoints.
 */
public final class DirectStrategy extends StrategyFrame {

  public static final String NAME = "direct";

  private static final String SETPOINT = "setpoint";

  private final Dispatcher dispatcher;

  public DirectStrategy(Dispatcher dispatcher) {
    super(NAME, Cell.DIRECT_CONTROL, Published.NONE);
    this.dispatcher = dispatcher;
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    for (HomeView home : situation.homes()) {
      OutlookMessage.send(channel, home.told());
    }
    DispatchProblem problem = atTheHub(situation, OutlookMessage.receive(channel));
    if (problem.stores().isEmpty()) {
      return;
    }
    Plan plan = dispatcher.plan(problem, situation.previous());
    decision.addSchedules(situation, NAME, problem, plan);
    for (int store = 0; store < problem.stores().size(); store++) {
      sendSetpoint(channel, problem.stores().get(store), plan.setpointKw()[store][0]);
    }
    for (HomeView home : situation.homes()) {
      for (Message message : channel.receive(home.usagePoint(), SETPOINT)) {
        Body.read(message.body(), in -> decision.setpointKw().put(in.readUTF(), in.readDouble()));
      }
    }
  }

  private static DispatchProblem atTheHub(Situation situation, List<OutlookMessage> outlooks) {
    int hours = situation.hours();
    double[] base = new double[hours];
    double[] imports = new double[hours];
    double[] exports = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      long netWh = 0;
      for (OutlookMessage outlook : outlooks) {
        netWh += outlook.netWh()[hour];
      }
      HourPrice price = situation.wholesale().get(hour);
      double carbonCent = price.carbonMilligramPerKwh() * situation.carbonMilliCentPerKg() / 1e9;
      base[hour] = netWh / 1000.0;
      imports[hour] = price.importMilliCentPerKwh() / 1000.0 + carbonCent;
      exports[hour] = price.exportMilliCentPerKwh() / 1000.0;
    }
    List<Store> stores = new ArrayList<>();
    for (OutlookMessage outlook : outlooks) {
      for (HomeView.StoreView store : outlook.stores()) {
        stores.add(HomeProblems.store(store.battery(), store.storedKwh(), 0, imports));
      }
    }
    return new DispatchProblem(
        situation.at(),
        Hours.SECONDS,
        List.of(Connection.of(situation.community(), base, imports, exports)),
        stores);
  }

  private static void sendSetpoint(Channel channel, Store store, double setpointKw) {
    byte[] body =
        Body.of(
            out -> {
              out.writeUTF(store.battery().id());
              out.writeDouble(setpointKw);
            });
    channel.send(
        new Message(
            Account.OPERATION, Channel.HUB, store.battery().usagePoint(), SETPOINT, true, body));
  }
}
