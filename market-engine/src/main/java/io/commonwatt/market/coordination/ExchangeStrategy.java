package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.distributed.AdmmIterate;
import io.commonwatt.market.distributed.ExchangeAdmm;
import io.commonwatt.market.distributed.ExchangeResource;
import io.commonwatt.market.distributed.GridResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mediated cooperation by exchange ADMM: homes with stores answer the hub's imbalance and price
 * with the profile they would take, until all of it fits together at the least cost of the
 * community; homes without stores tell their expected load once. Each home does the first hour of
 * its own last answer. What was agreed an hour ago is where the next hour begins.
 */
public final class ExchangeStrategy extends StrategyFrame {

  public static final String NAME = "exchange";

  /** ρ, ct per kWh². */
  static final double PENALTY_CENT = 5;

  private static final double TOLERANCE_KWH = 0.05;
  private static final int MOST_ROUNDS = 60;
  private static final String LOAD = "load";
  private static final String TERMS = "terms";
  private static final String PROFILE = "profile";

  public ExchangeStrategy() {
    super(NAME, Cell.MEDIATED_COOPERATION, Published.WHOLESALE);
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    List<Home> homes = new ArrayList<>();
    for (HomeView home : situation.homes()) {
      if (home.stores().isEmpty()) {
        send(channel, home.usagePoint(), Channel.HUB, LOAD, HomeStorage.loadKwh(home.told()));
      } else {
        homes.add(new Home(situation, home, channel));
      }
    }
    if (homes.isEmpty()) {
      return;
    }
    Hub hub = new Hub(situation, channel, homes.stream().map(Home::name).toList());
    do {
      hub.sendTerms();
      for (Home home : homes) {
        home.answer();
      }
    } while (hub.goesOn());
    hub.keep(decision);
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

  /** A home's part. */
  private static final class Home {

    private final HomeView view;
    private final Channel channel;
    private final ExchangeResource resource;
    private double[] taken;
    private int heard;

    Home(Situation situation, HomeView view, Channel channel) {
      this.view = view.told();
      this.channel = channel;
      this.resource = HomeStorage.of(this.view, WholesaleBoard.receive(channel));
      byte[] kept = situation.memory().get(view.usagePoint());
      this.taken =
          kept == null
              ? HomeStorage.loadKwh(this.view)
              : HomeStorage.moved(Body.readProfiles(kept)[0]);
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

  /** The hub's part; it stands for the grid and for the homes without stores, too. */
  private static final class Hub {

    private final Channel channel;
    private final GridResource grid;
    private final Map<String, Integer> places = new HashMap<>();
    private final double[] fixed;
    private AdmmIterate iterate;
    private int rounds;

    Hub(Situation situation, Channel channel, List<String> homes) {
      this.channel = channel;
      homes.forEach(home -> places.put(home, places.size()));
      int hours = situation.hours();
      fixed = new double[hours];
      for (Message message : channel.receive(Channel.HUB, LOAD)) {
        double[] load = Body.readProfiles(message.body())[0];
        for (int hour = 0; hour < hours; hour++) {
          fixed[hour] += load[hour];
        }
      }
      WholesaleBoard board = WholesaleBoard.of(situation);
      grid = new GridResource(board.importCent(), board.convexExportCent(), 1e6);
      byte[] kept = situation.memory().get(Channel.HUB);
      double[][] begin =
          kept == null ? new double[][] {new double[hours], new double[hours], fixed} : null;
      if (begin == null) {
        begin = Body.readProfiles(kept);
        for (int i = 0; i < begin.length; i++) {
          begin[i] = HomeStorage.moved(begin[i]);
        }
      }
      double[][] taken = new double[homes.size() + 1][hours];
      taken[homes.size()] = begin[2];
      iterate = new AdmmIterate(taken, begin[0], begin[1], 0, 0, "");
    }

    void sendTerms() {
      send(channel, Channel.HUB, Channel.ALL, TERMS, iterate.meanKwh(), iterate.scaledPrice());
    }

    /** Takes the answers of a round, the last one again of a silent home; whether to go on. */
    boolean goesOn() {
      double[][] taken = iterate.takenKwh().clone();
      int own = places.size();
      for (Message answer : channel.take(Channel.HUB, PROFILE)) {
        taken[places.get(answer.sender())] = Body.readProfiles(answer.body())[0];
      }
      double[] target =
          ExchangeAdmm.target(iterate.takenKwh()[own], iterate.meanKwh(), iterate.scaledPrice());
      for (int hour = 0; hour < fixed.length; hour++) {
        target[hour] -= fixed[hour];
      }
      double[] ofGrid = grid.proximal(target, PENALTY_CENT);
      for (int hour = 0; hour < fixed.length; hour++) {
        ofGrid[hour] += fixed[hour];
      }
      taken[own] = ofGrid;
      iterate = ExchangeAdmm.coordinated(iterate, taken, PENALTY_CENT);
      rounds++;
      boolean agreed =
          iterate.primalResidual() < TOLERANCE_KWH
              && iterate.dualResidual() < PENALTY_CENT * TOLERANCE_KWH;
      return rounds < MOST_ROUNDS && !agreed;
    }

    void keep(Decision decision) {
      double[] ofGrid = iterate.takenKwh()[iterate.takenKwh().length - 1];
      decision
          .memory()
          .put(Channel.HUB, Body.ofProfiles(iterate.meanKwh(), iterate.scaledPrice(), ofGrid));
    }
  }
}
