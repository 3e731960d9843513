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
import java.util.List;

/**
 * Mediated cooperation by exchange ADMM: homes with stores answer the hub's imbalance and price
 * with the profile they would take, until all of it fits together at the least cost of the
 * community; homes without stores tell their expected load once. Each home does the first hour of
 * its own last answer. What was agreed an hour ago is where the next hour begins.
 */
public final class ExchangeStrategy implements Strategy {

  public static final String NAME = "exchange";

  /** ρ, ct per kWh². */
  static final double PENALTY_CENT = 5;

  private static final double TOLERANCE_KWH = 0.05;
  private static final int MOST_ROUNDS = 60;
  private static final String LOAD = "load";
  private static final String TERMS = "terms";
  private static final String PROFILE = "profile";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cell cell() {
    return Cell.MEDIATED_COOPERATION;
  }

  @Override
  public Decision decide(Situation situation, Channel channel) {
    WholesaleBoard.of(situation).send(channel);
    List<Home> homes = new ArrayList<>();
    for (HomeView home : situation.homes()) {
      if (home.stores().isEmpty()) {
        send(channel, home.usagePoint(), Channel.HUB, LOAD, HomeStorage.loadKwh(home));
      } else {
        homes.add(new Home(situation, home, channel));
      }
    }
    Decision decision = new Decision();
    if (homes.isEmpty()) {
      return decision;
    }
    Hub hub = new Hub(situation, channel, homes.size());
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
    return decision;
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

    Home(Situation situation, HomeView view, Channel channel) {
      this.view = view;
      this.channel = channel;
      this.resource = HomeStorage.of(view, WholesaleBoard.receive(channel));
      byte[] kept = situation.memory().get(view.usagePoint());
      this.taken =
          kept == null ? HomeStorage.loadKwh(view) : HomeStorage.moved(Body.readProfiles(kept)[0]);
    }

    void answer() {
      List<Message> all = channel.receive(Channel.ALL, TERMS);
      double[][] terms = Body.readProfiles(all.get(all.size() - 1).body());
      taken = resource.proximal(ExchangeAdmm.target(taken, terms[0], terms[1]), PENALTY_CENT);
      send(channel, view.usagePoint(), Channel.HUB, PROFILE, taken);
    }

    void act(Decision decision) {
      HomeStorage.charge(view, taken[0] - view.netWh()[0] / 1000.0, decision);
      decision.memory().put(view.usagePoint(), Body.ofProfiles(taken));
    }
  }

  /** The hub's part; it stands for the grid and for the homes without stores, too. */
  private static final class Hub {

    private final Channel channel;
    private final GridResource grid;
    private final double[] fixed;
    private AdmmIterate iterate;
    private int rounds;

    Hub(Situation situation, Channel channel, int homes) {
      this.channel = channel;
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
      double[][] taken = new double[homes + 1][hours];
      taken[homes] = begin[2];
      iterate = new AdmmIterate(taken, begin[0], begin[1], 0, 0, "");
    }

    void sendTerms() {
      send(channel, Channel.HUB, Channel.ALL, TERMS, iterate.meanKwh(), iterate.scaledPrice());
    }

    /** Takes the answers of a round; whether another is needed. */
    boolean goesOn() {
      int homes = iterate.takenKwh().length - 1;
      double[][] taken = new double[homes + 1][];
      List<Message> answers = channel.take(Channel.HUB, PROFILE);
      for (int home = 0; home < homes; home++) {
        taken[home] = Body.readProfiles(answers.get(home).body())[0];
      }
      double[] target =
          ExchangeAdmm.target(iterate.takenKwh()[homes], iterate.meanKwh(), iterate.scaledPrice());
      for (int hour = 0; hour < fixed.length; hour++) {
        target[hour] -= fixed[hour];
      }
      double[] ofGrid = grid.proximal(target, PENALTY_CENT);
      for (int hour = 0; hour < fixed.length; hour++) {
        ofGrid[hour] += fixed[hour];
      }
      taken[homes] = ofGrid;
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
