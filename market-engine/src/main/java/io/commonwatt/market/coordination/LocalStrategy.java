package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.local.LocalFeatures;
import io.commonwatt.market.local.LocalPolicy;
import io.commonwatt.market.local.PolicyTrainer;
import io.commonwatt.market.local.SharedOptimum;
import io.commonwatt.market.observation.HourPrice;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.settlement.RetailPrice;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Implicit cooperation: policies learnt from the optimum of the past, no communication in
 * operation. Now and then the homes send their history, the hub solves it as if it had controlled
 * all stores together, and tells each its part of what would have been best; the home regresses the
 * energy it would have exchanged with the grid on what it can measure itself and from then on acts
 * on its own measurements and the prices that are broadcast. Before the first training a home plans
 * on its tariff. Dobbe, Fridovich-Keil, Tomlin 2017.
 */
public final class LocalStrategy extends StrategyFrame {

  public static final String NAME = "local";

  private static final int FIRST_DAYS = 3;
  private static final int DAILY_UNTIL_DAYS = 14;
  private static final int EVERY_DAYS = 7;
  private static final int WINDOW_DAYS = 28;
  private static final String HISTORY = "history";
  private static final String OPTIMUM = "optimum";
  private static final long SEED = 1707;
  private static final int BATTERY_FIELDS = 5;

  private final Dispatcher dispatcher;

  public LocalStrategy(Dispatcher dispatcher) {
    super(NAME, Cell.IMPLICIT_COOPERATION, Published.BOTH);
    this.dispatcher = dispatcher;
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    long now = Hours.of(situation.at());
    byte[] kept = situation.memory().get(Channel.HUB);
    long begun = kept == null ? now : Body.read(kept, in -> in.readLong());
    decision.memory().put(Channel.HUB, Body.of(out -> out.writeLong(begun)));
    boolean trains = isDue(begun, now);
    if (trains) {
      int hours = (int) Math.min(now - begun, (long) WINDOW_DAYS * Hours.PER_DAY);
      for (HomeView home : situation.homes()) {
        sendHistory(channel, home.told(), now - hours, hours);
      }
      sendOptimum(situation, channel, now - hours, hours);
    }
    for (HomeView home : situation.homes()) {
      if (!home.stores().isEmpty()) {
        act(situation, home, channel, trains, decision);
      }
    }
  }

  /** Every midnight at first, later once a week. */
  private static boolean isDue(long begun, long now) {
    long days = Math.floorDiv(now, Hours.PER_DAY) - Math.floorDiv(begun, Hours.PER_DAY);
    return Math.floorMod(now, Hours.PER_DAY) == 0
        && days >= FIRST_DAYS
        && (days <= DAILY_UNTIL_DAYS || days % EVERY_DAYS == 0);
  }

  private static void sendHistory(Channel channel, HomeView home, long from, int hours) {
    double[] battery = new double[BATTERY_FIELDS];
    for (HomeView.StoreView store : home.stores()) {
      battery[0] += store.battery().capacityKwh();
      battery[1] += store.battery().chargeKw();
      battery[2] += store.battery().dischargeKw();
      battery[3] = store.battery().oneWayEfficiency();
      battery[4] = store.battery().wearMilliCentPerKwh();
    }
    double[] net = netKwh(home, from, hours);
    byte[] body =
        Body.of(
            out -> {
              for (double value : battery) {
                out.writeDouble(value);
              }
              for (double kwh : net) {
                out.writeInt((int) Math.round(1000 * kwh));
              }
            });
    channel.send(
        new Message(Account.TRAINING, home.usagePoint(), Channel.HUB, HISTORY, true, body));
  }

  private static SharedOptimum.Home readHistory(DataInputStream in, int hours) throws IOException {
    double[] battery = new double[BATTERY_FIELDS];
    for (int i = 0; i < battery.length; i++) {
      battery[i] = in.readDouble();
    }
    double[] net = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      net[hour] = in.readInt() / 1000.0;
    }
    double efficiency = battery[0] == 0 ? 1 : battery[3];
    return new SharedOptimum.Home(battery[0], battery[1], battery[2], efficiency, battery[4], net);
  }

  /** Own metered energy; an hour that is not known is as the one before. */
  private static double[] netKwh(HomeView home, long from, int hours) {
    double[] net = new double[hours];
    for (int i = 0; i < hours; i++) {
      OptionalLong wh = home.history().findNetWh(from + i);
      net[i] = wh.isPresent() ? wh.getAsLong() / 1000.0 : i > 0 ? net[i - 1] : 0;
    }
    return net;
  }

  /** The hub's part: the optimum of the past, to each home its part. */
  private void sendOptimum(Situation situation, Channel channel, long from, int hours) {
    List<String> names = new ArrayList<>();
    List<SharedOptimum.Home> homes = new ArrayList<>();
    for (Message message : channel.take(Channel.HUB, HISTORY)) {
      names.add(message.sender());
      homes.add(Body.read(message.body(), in -> readHistory(in, hours)));
    }
    if (homes.isEmpty()) {
      return;
    }
    double[] imports = new double[hours];
    double[] exports = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      HourPrice price = situation.prices().apply(from + hour);
      imports[hour] = WholesaleBoard.importCent(price, situation.carbonMilliCentPerKg());
      exports[hour] = price.exportMilliCentPerKwh() / 1000.0;
    }
    SharedOptimum.Part[] parts =
        SolvedHistory.solve(dispatcher, Hours.start(from), homes, imports, exports);
    for (int i = 0; i < parts.length; i++) {
      if (homes.get(i).capacityKwh() > 0) {
        byte[] body = Body.ofProfiles(imports, exports, parts[i].chargeKwh(), parts[i].stored());
        channel.send(new Message(Account.TRAINING, Channel.HUB, names.get(i), OPTIMUM, true, body));
      }
    }
  }

  /** A home's part. */
  private void act(
      Situation situation, HomeView home, Channel channel, boolean trains, Decision decision) {
    byte[] kept = situation.memory().get(home.usagePoint());
    List<Message> told = channel.take(home.usagePoint(), OPTIMUM);
    if (trains && !told.isEmpty()) {
      kept = learn(situation, home, Body.readProfiles(told.get(0).body()));
    }
    if (kept == null) {
      List<RetailPrice> prices = TariffBoard.receive(channel).pricesOf(home);
      act(dispatcher, situation, HomeProblems.of(home, situation.at(), prices, 0), decision);
      return;
    }
    decision.memory().put(home.usagePoint(), kept);
    LocalPolicy policy = Body.read(kept, LocalPolicy::read);
    WholesaleBoard board = WholesaleBoard.receive(channel);
    double[] net = HomeStorage.loadKwh(home);
    double capacity = 0;
    double held = 0;
    for (HomeView.StoreView store : home.stores()) {
      capacity += store.battery().capacityKwh();
      held += store.storedKwh();
    }
    double[] features =
        LocalFeatures.of(
            Hours.of(situation.at()),
            net,
            board.importCent(),
            board.exportCent(),
            0,
            capacity == 0 ? 0 : held / capacity);
    HomeStorage.charge(home, policy.of(features) - net[0], decision);
  }

  private static byte[] learn(Situation situation, HomeView home, double[][] told) {
    int hours = told[0].length;
    long from = Hours.of(situation.at()) - hours;
    double[] net = netKwh(home, from, hours);
    List<double[]> rows = new ArrayList<>();
    double[] exchange = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      rows.add(LocalFeatures.of(from + hour, net, told[0], told[1], hour, told[3][hour]));
      exchange[hour] = net[hour] + told[2][hour];
    }
    LocalPolicy policy = PolicyTrainer.train(LocalFeatures.names(), rows, exchange, SEED);
    return Body.of(policy::write);
  }
}
