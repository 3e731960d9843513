package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.Trade;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.distributed.AdmmIterate;
import io.commonwatt.market.distributed.AdmmLog;
import io.commonwatt.market.distributed.EnergyOnly;
import io.commonwatt.market.distributed.ExchangeAdmm;
import io.commonwatt.market.distributed.ExchangeLog;
import io.commonwatt.market.distributed.ExchangeResource;
import io.commonwatt.market.distributed.GridResource;
import io.commonwatt.market.distributed.GridWithLoad;
import io.commonwatt.market.distributed.Services;
import io.commonwatt.market.distributed.StorageResource;
import io.commonwatt.market.observation.Hours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Mediated cooperation by exchange ADMM: homes with stores answer the hub's imbalance and price
 * with the profile they would take, until all of it fits together at the least cost of the
 * community; homes without stores tell their expected load once. Each home does the first hour of
 * its own last answer. What was agreed an hour ago is where the next hour begins.
 */
public final class ExchangeStrategy extends StrategyFrame {

  public static final String NAME = "exchange";

  /** The same with demand response, reserve and feed-in, bought by a plant operator at the hub. */
  public static final String SERVICES = "exchange/services";

  /** ρ, ct per kWh². */
  static final double PENALTY_CENT = 5;

  private static final double TOLERANCE_KWH = 0.05;
  private static final int MOST_ROUNDS = 60;
  private static final String LOAD = "load";
  private static final String TERMS = "terms";
  private static final String PROFILE = "profile";
  private static final String PAID = "paid";

  /** How a log names who buys services. */
  private static final String OPERATOR = "operator";

  /** Energy alone, or all of {@link Services}. */
  private final int products;

  private final Consumer<ExchangeLog> listener;

  public ExchangeStrategy() {
    this(null);
  }

  /**
   * The same with somebody who is told of every negotiation, which changes nothing.
   *
   * @param listener called by the thread that negotiates; null for none
   */
  public ExchangeStrategy(Consumer<ExchangeLog> listener) {
    this(NAME, 1, listener);
  }

  private ExchangeStrategy(String name, int products, Consumer<ExchangeLog> listener) {
    super(name, Cell.MEDIATED_COOPERATION, Published.WHOLESALE);
    this.products = products;
    this.listener = listener;
  }

  /** An exchange of energy and services. */
  static ExchangeStrategy withServices() {
    return withServices(null);
  }

  /** The same with a listener, as {@link #ExchangeStrategy(Consumer)}. */
  public static ExchangeStrategy withServices(Consumer<ExchangeLog> listener) {
    return new ExchangeStrategy(SERVICES, Services.PRODUCTS, listener);
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    if (products > 1) {
      ServicesBoard.of(WholesaleBoard.of(situation)).send(channel);
    }
    List<Home> homes = new ArrayList<>();
    for (HomeView home : situation.homes()) {
      if (home.stores().isEmpty()) {
        send(channel, home.usagePoint(), Channel.HUB, LOAD, HomeStorage.loadKwh(home.told()));
      } else {
        homes.add(new Home(situation, home, products, channel));
      }
    }
    if (homes.isEmpty()) {
      return;
    }
    Hub hub = new Hub(situation, channel, homes.stream().map(Home::name).toList(), products);
    Minutes minutes = listener == null ? null : new Minutes(homes, hub);
    boolean goesOn;
    do {
      hub.sendTerms();
      for (Home home : homes) {
        home.answer();
      }
      goesOn = hub.goesOn();
      if (minutes != null) {
        minutes.iterates.add(hub.iterate);
      }
    } while (goesOn);
    if (minutes != null) {
      listener.accept(minutes.log(situation, name()));
    }
    hub.keep(decision);
    hub.pay(decision);
    hub.publish(situation, name(), decision);
    for (Home home : homes) {
      home.act(decision);
    }
  }

  private static void send(
      Channel channel, String sender, String receiver, String kind, double[]... profiles) {
    boolean personal = !sender.equals(Channel.HUB);
    channel.send(
        new Message(
            Account.OPERATION, sender, receiver, kind, personal, Body.ofProfiles(profiles)));
  }

  /** What is written down for a listener. */
  private static final class Minutes {

    private final List<ExchangeLog.Participant> participants = new ArrayList<>();
    private final AdmmIterate start;
    private final List<AdmmIterate> iterates = new ArrayList<>();

    Minutes(List<Home> homes, Hub hub) {
      for (Home home : homes) {
        participants.add(new ExchangeLog.Participant(home.name(), home.resource, home.taken));
      }
      for (int i = 0; i < hub.own.size(); i++) {
        double[] taken = hub.iterate.takenKwh()[homes.size() + i];
        String name = i == 0 ? Channel.HUB : OPERATOR;
        participants.add(new ExchangeLog.Participant(name, hub.own.get(i), taken));
      }
      start = hub.iterate;
    }

    ExchangeLog log(Situation situation, String strategy) {
      AdmmLog admm = new AdmmLog(PENALTY_CENT, TOLERANCE_KWH, iterates, null, null);
      return ExchangeLog.of(
          situation.community(), strategy, situation.at(), participants, start, admm);
    }
  }

  /** A home's part. */
  private static final class Home {

    private final HomeView view;
    private final Channel channel;
    private final ExchangeResource resource;
    private double[] taken;
    private int heard;

    Home(Situation situation, HomeView view, int products, Channel channel) {
      this.view = view.told();
      this.channel = channel;
      StorageResource store = HomeStorage.of(this.view, WholesaleBoard.receive(channel));
      this.resource = products == 1 ? store : ServicesBoard.receive(channel).sellable(store);
      byte[] kept = situation.memory().get(view.usagePoint());
      this.taken =
          kept == null
              ? Arrays.copyOf(HomeStorage.loadKwh(this.view), resource.intervals())
              : moved(Body.readProfiles(kept)[0], products);
    }

    String name() {
      return view.usagePoint();
    }

    /** Answers the latest terms; silent while it hears none that are new. */
    void answer() {
      List<Message> all = channel.receive(view.usagePoint(), TERMS);
      if (all.size() == heard) {
        return;
      }
      heard = all.size();
      double[][] terms = Body.readProfiles(all.get(all.size() - 1).body());
      taken = resource.proximal(ExchangeAdmm.target(taken, terms[0], terms[1]), PENALTY_CENT);
      send(channel, view.usagePoint(), Channel.HUB, PROFILE, taken);
    }

    void act(Decision decision) {
      if (heard == 0) {
        return;
      }
      HomeStorage.charge(view, taken[0] - view.netWh()[0] / 1000.0, decision);
      decision.memory().put(view.usagePoint(), Body.ofProfiles(taken));
    }
  }

  /** Profiles of an hour ago, product by product, moved on. */
  private static double[] moved(double[] profile, int products) {
    int hours = profile.length / products;
    double[] moved = new double[profile.length];
    for (int product = 0; product < products; product++) {
      double[] one = Arrays.copyOfRange(profile, product * hours, (product + 1) * hours);
      System.arraycopy(HomeStorage.moved(one), 0, moved, product * hours, hours);
    }
    return moved;
  }

  /**
   * The hub's part; it stands for the grid, for the homes without stores and, where there are
   * services, for the operator that buys them.
   */
  private static final class Hub {

    private final Channel channel;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Map<String, Double> loads = new LinkedHashMap<>();
    private final List<ExchangeResource> own = new ArrayList<>();
    private final int hours;
    private AdmmIterate iterate;
    private int rounds;

    Hub(Situation situation, Channel channel, List<String> homes, int products) {
      this.channel = channel;
      this.hours = situation.hours();
      homes.forEach(home -> places.put(home, places.size()));
      double[] fixed = new double[hours];
      for (Message message : channel.receive(Channel.HUB, LOAD)) {
        double[] load = Body.readProfiles(message.body())[0];
        loads.put(message.sender(), load[0]);
        for (int hour = 0; hour < hours; hour++) {
          fixed[hour] += load[hour];
        }
      }
      WholesaleBoard board = WholesaleBoard.of(situation);
      double[] exports = board.convexExportCent();
      GridWithLoad grid =
          new GridWithLoad(new GridResource(board.importCent(), exports, 1e6), fixed);
      if (products == 1) {
        own.add(grid);
      } else {
        own.add(new EnergyOnly(grid, products));
        own.add(ServicesBoard.receive(channel).buyer(exports, homes.size()));
      }
      iterate = begin(situation.memory().get(Channel.HUB), fixed, products);
    }

    /** Mean, price and its own profiles as they were left an hour ago. */
    private AdmmIterate begin(byte[] kept, double[] fixed, int products) {
      int length = products * hours;
      double[][] taken = new double[places.size() + own.size()][length];
      double[][] left = kept == null ? new double[2 + own.size()][length] : Body.readProfiles(kept);
      if (kept == null) {
        left[2] = Arrays.copyOf(fixed, length);
      } else {
        for (int i = 0; i < left.length; i++) {
          left[i] = moved(left[i], products);
        }
      }
      for (int i = 0; i < own.size(); i++) {
        taken[places.size() + i] = left[2 + i];
      }
      return new AdmmIterate(taken, left[0], left[1], 0, 0, "");
    }

    void sendTerms() {
      send(channel, Channel.HUB, Channel.ALL, TERMS, iterate.meanKwh(), iterate.scaledPrice());
    }

    /** Takes the answers of a round, the last one again of a silent home; whether to go on. */
    boolean goesOn() {
      double[][] taken = iterate.takenKwh().clone();
      for (Message answer : channel.take(Channel.HUB, PROFILE)) {
        taken[places.get(answer.sender())] = Body.readProfiles(answer.body())[0];
      }
      for (int i = 0; i < own.size(); i++) {
        int place = places.size() + i;
        double[] target =
            ExchangeAdmm.target(
                iterate.takenKwh()[place], iterate.meanKwh(), iterate.scaledPrice());
        taken[place] = own.get(i).proximal(target, PENALTY_CENT);
      }
      iterate = ExchangeAdmm.coordinated(iterate, taken, PENALTY_CENT);
      rounds++;
      boolean agreed =
          iterate.primalResidual() < TOLERANCE_KWH
              && iterate.dualResidual() < PENALTY_CENT * TOLERANCE_KWH;
      return rounds < MOST_ROUNDS && !agreed;
    }

    void keep(Decision decision) {
      double[][] left = new double[2 + own.size()][];
      left[0] = iterate.meanKwh();
      left[1] = iterate.scaledPrice();
      for (int i = 0; i < own.size(); i++) {
        left[2 + i] = iterate.takenKwh()[places.size() + i];
      }
      decision.memory().put(Channel.HUB, Body.ofProfiles(left));
    }

    /** The operator pays for the first hour's services, and its premium to who feeds in. */
    void pay(Decision decision) {
      if (own.size() == 1) {
        return;
      }
      Map<String, Long> paid = new TreeMap<>();
      Map<String, Long> fedInWh = new TreeMap<>();
      loads.forEach((home, kwh) -> fedInWh.put(home, wh(-kwh)));
      places.forEach(
          (home, place) -> {
            double[] taken = iterate.takenKwh()[place];
            long response = worth(taken, Services.response(0, hours));
            paid.put(home, response + worth(taken, Services.reserve(0, hours)));
            fedInWh.put(home, wh(-taken[0]));
          });
      long allWh = fedInWh.values().stream().mapToLong(Long::longValue).sum();
      long boughtWh = Math.min(allWh, wh(iterate.takenKwh()[places.size() + 1][0]));
      long premium = boughtWh * Math.round(1000 * ServicesBoard.FEED_IN_PREMIUM_CENT);
      fedInWh.forEach(
          (home, wh) -> paid.merge(home, allWh == 0 ? 0 : premium * wh / allWh, Long::sum));
      paid.forEach(
          (home, microCent) -> {
            if (microCent > 0) {
              decision.contracts().put(home, new Decision.Contract(0, -microCent));
              decision.keep(-microCent);
              byte[] body = Body.of(out -> out.writeLong(microCent));
              channel.send(new Message(Account.OPERATION, Channel.HUB, home, PAID, true, body));
            }
          });
    }

    /** What homes sold as reserve for the hour, so that who controls devices can keep it. */
    void publish(Situation situation, String strategy, Decision decision) {
      if (own.size() == 1) {
        return;
      }
      int product = Services.reserve(0, hours);
      List<Trade> trades = new ArrayList<>();
      places.forEach(
          (home, place) -> {
            long wh = wh(-iterate.takenKwh()[place][product]);
            if (wh > 0) {
              trades.add(new Trade(Channel.HUB, home, wh, milliCent(product)));
            }
          });
      double[] kwh = trades.stream().mapToDouble(trade -> trade.quantityWh() / 1000.0).toArray();
      decision
          .clearings()
          .add(
              new Clearing(
                  situation.community(),
                  strategy,
                  Clearing.RESERVE,
                  situation.at(),
                  Hours.SECONDS,
                  trades.isEmpty() ? ClearingResult.NO_TRADE : ClearingResult.TRADED,
                  trades.isEmpty() ? null : milliCent(product),
                  trades.stream().mapToLong(Trade::quantityWh).sum(),
                  0,
                  Math.round(1e6 * ServicesBoard.welfareCent(kwh, places.size())),
                  trades,
                  situation.at()));
    }

    /** What is given of a product in the first hour, at its price, micro-cent. */
    private long worth(double[] taken, int product) {
      return wh(-taken[product]) * milliCent(product);
    }

    private long milliCent(int product) {
      return Math.max(0, Math.round(1000 * PENALTY_CENT * iterate.scaledPrice()[product]));
    }

    private static long wh(double kwh) {
      return Math.max(0, (long) Math.floor(1000 * kwh));
    }
  }
}
