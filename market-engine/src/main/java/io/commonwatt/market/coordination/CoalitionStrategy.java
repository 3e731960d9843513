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
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.settlement.RetailPrice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Mediated cooperation as one coalition that trades with the grid as one. Members tell the hub what
 * they expect to take; the hub gives each member with stores its share of the coalition's expected
 * load, in proportion to its capacity; the member plans its stores on that share at wholesale
 * prices and tells its position of the first hour. The hub lets coalitions form by merge and split,
 * nets the positions in each and shares what that saves by the Shapley value ({@link
 * CoalitionShares}), and tells all how many formed and how far the shares are from the core. What a
 * store holds never leaves the home.
 */
public final class CoalitionStrategy extends StrategyFrame {

  public static final String NAME = "coalition";

  private static final String EXPECTATION = "expectation";
  private static final String SHARE = "share";
  private static final String POSITION = "position";
  private static final String CONTRACT = "contract";

  private final Dispatcher dispatcher;

  public CoalitionStrategy(Dispatcher dispatcher) {
    super(NAME, Cell.MEDIATED_COOPERATION, Published.BOTH);
    this.dispatcher = dispatcher;
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    for (HomeView home : situation.homes()) {
      double[] capacity = new double[situation.hours()];
      for (HomeView.StoreView store : home.stores()) {
        capacity[0] += store.battery().capacityKwh();
      }
      tell(channel, home.usagePoint(), EXPECTATION, HomeStorage.loadKwh(home.told()), capacity);
    }
    shareLoad(channel);
    for (HomeView home : situation.homes()) {
      plan(situation, home, channel, decision);
    }
    shareSavings(situation, channel, decision);
  }

  private static void tell(Channel channel, String home, String kind, double[]... profiles) {
    channel.send(
        new Message(Account.OPERATION, home, Channel.HUB, kind, true, Body.ofProfiles(profiles)));
  }

  /** The hub's first part. */
  private static void shareLoad(Channel channel) {
    double[] load = null;
    double capacity = 0;
    Map<String, Double> capacities = new TreeMap<>();
    for (Message message : channel.take(Channel.HUB, EXPECTATION)) {
      double[][] told = Body.readProfiles(message.body());
      load = load == null ? new double[told[0].length] : load;
      for (int hour = 0; hour < load.length; hour++) {
        load[hour] += told[0][hour];
      }
      if (told[1][0] > 0) {
        capacities.put(message.sender(), told[1][0]);
        capacity += told[1][0];
      }
    }
    for (Map.Entry<String, Double> member : capacities.entrySet()) {
      double[] share = load.clone();
      for (int hour = 0; hour < share.length; hour++) {
        share[hour] *= member.getValue() / capacity;
      }
      byte[] body = Body.ofProfiles(share);
      channel.send(new Message(Account.OPERATION, Channel.HUB, member.getKey(), SHARE, true, body));
    }
  }

  /** A member's part. */
  private void plan(Situation situation, HomeView home, Channel channel, Decision decision) {
    double chargeKw = 0;
    for (Message message : channel.take(home.usagePoint(), SHARE)) {
      WholesaleBoard board = WholesaleBoard.receive(channel);
      List<Store> stores = new ArrayList<>();
      for (HomeView.StoreView store : home.stores()) {
        stores.add(HomeProblems.store(store.battery(), store.storedKwh(), 0, board.importCent()));
      }
      Connection connection =
          Connection.of(
              home.usagePoint(),
              Body.readProfiles(message.body())[0],
              board.importCent(),
              board.exportCent());
      DispatchProblem problem =
          new DispatchProblem(situation.at(), Hours.SECONDS, List.of(connection), stores);
      Plan plan = act(dispatcher, situation, problem, decision);
      for (double[] setpoint : plan.setpointKw()) {
        chargeKw += setpoint[0];
      }
    }
    long positionWh = home.told().netWh()[0] + Math.round(chargeKw * 1000);
    RetailPrice price = TariffBoard.receive(channel).pricesOf(home).get(0);
    byte[] body =
        Body.of(
            out -> {
              out.writeLong(positionWh);
              out.writeLong(price.fullImportMilliCentPerKwh() - price.localFeeMilliCentPerKwh());
              out.writeLong(price.exportMilliCentPerKwh());
            });
    channel.send(
        new Message(Account.OPERATION, home.usagePoint(), Channel.HUB, POSITION, true, body));
  }

  /** A member's expected energy of the hour and what it would pay and get for it alone. */
  private record Position(String member, long wh, long importPrice, long exportPrice) {}

  /** The hub's second part; what it shares out holds, heard or not. */
  private static void shareSavings(Situation situation, Channel channel, Decision decision) {
    List<Position> positions = new ArrayList<>();
    for (Message message : channel.take(Channel.HUB, POSITION)) {
      Position position =
          Body.read(
              message.body(),
              in -> new Position(message.sender(), in.readLong(), in.readLong(), in.readLong()));
      if (position.wh() != 0) {
        positions.add(position);
      }
    }
    long importPrice = positions.stream().mapToLong(Position::importPrice).min().orElse(0);
    long exportPrice = positions.stream().mapToLong(Position::exportPrice).max().orElse(0);
    if (nettedWh(positions) == 0 || importPrice <= exportPrice) {
      return;
    }
    CoalitionShares formed =
        CoalitionShares.of(
            positions.stream().map(Position::member).toList(),
            positions.stream().mapToLong(Position::wh).toArray(),
            importPrice,
            exportPrice,
            situation.at().getEpochSecond());
    new FormationNotice(
            positions.size(), formed.coalitions().size(), formed.halfWidth(), formed.worstExcess())
        .send(channel);
    for (int[] coalition : formed.coalitions()) {
      List<Position> members = Arrays.stream(coalition).mapToObj(positions::get).toList();
      double[] shares = Arrays.stream(coalition).mapToDouble(i -> formed.shares()[i]).toArray();
      net(members, shares, importPrice, exportPrice, channel, decision);
    }
  }

  /** Nets the positions of a coalition and shares out what that saves, to the micro-cent. */
  private static void net(
      List<Position> members,
      double[] shares,
      long importPrice,
      long exportPrice,
      Channel channel,
      Decision decision) {
    long nettedWh = nettedWh(members);
    if (nettedWh == 0) {
      return;
    }
    long[] saved = wholeParts(Math.multiplyExact(nettedWh, importPrice - exportPrice), shares);
    long[] bought = tradedWh(members, nettedWh, 1);
    long[] sold = tradedWh(members, nettedWh, -1);
    for (int i = 0; i < saved.length; i++) {
      long boughtWh = bought[i] - sold[i];
      long paid = bought[i] * importPrice - sold[i] * exportPrice - saved[i];
      byte[] body =
          Body.of(
              out -> {
                out.writeLong(boughtWh);
                out.writeLong(paid);
              });
      String member = members.get(i).member();
      channel.send(new Message(Account.OPERATION, Channel.HUB, member, CONTRACT, true, body));
      decision.contracts().put(member, new Decision.Contract(boughtWh, paid));
    }
  }

  private static long nettedWh(List<Position> positions) {
    long demandWh = positions.stream().mapToLong(one -> Math.max(0, one.wh())).sum();
    long supplyWh = positions.stream().mapToLong(one -> Math.max(0, -one.wh())).sum();
    return Math.min(demandWh, supplyWh);
  }

  private static long[] tradedWh(List<Position> positions, long nettedWh, int sign) {
    long[] weights = positions.stream().mapToLong(one -> Math.max(0, sign * one.wh())).toArray();
    return wholeParts(nettedWh, Arrays.stream(weights).asDoubleStream().toArray());
  }

  /**
   * Splits a total in proportion to weights that are not negative; the rest by largest remainder.
   */
  static long[] wholeParts(long total, double[] weights) {
    double sum = Arrays.stream(weights).map(weight -> Math.max(0, weight)).sum();
    long[] parts = new long[weights.length];
    double[] rest = new double[weights.length];
    long left = total;
    for (int i = 0; i < parts.length; i++) {
      double exact = total * (Math.max(0, weights[i]) / sum);
      parts[i] = (long) Math.floor(exact);
      rest[i] = exact - parts[i];
      left -= parts[i];
    }
    Integer[] order = new Integer[parts.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (one, other) -> Double.compare(rest[other], rest[one]));
    for (int i = 0; left != 0; i = (i + 1) % order.length) {
      if (weights[order[i]] > 0) {
        parts[order[i]] += Long.signum(left);
        left -= Long.signum(left);
      }
    }
    return parts;
  }
}
