package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.distributed.ExchangeResource;
import io.commonwatt.market.distributed.GridResource;
import io.commonwatt.market.distributed.Mesh;
import io.commonwatt.market.distributed.MeshNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bilateral cooperation: neighbours on a mesh agree on the energy over each tie, hour by hour anew
 * over their forecasts, for the least cost of the community. Nothing goes where there is no tie.
 * The first home also looks after the community's connection, which is a node of its own. Each
 * round every home tells its neighbours once; after a fixed number of rounds it does the first hour
 * of its own part. What was agreed an hour ago is where the next hour begins.
 */
public final class MeshStrategy extends StrategyFrame {

  public static final String NAME = "mesh";

  private static final double PENALTY_CENT = 10;
  private static final int FIRST_ROUNDS = 200;
  private static final int ROUNDS = 25;
  private static final String TIE = "tie";

  public MeshStrategy() {
    super(NAME, Cell.BILATERAL_COOPERATION, Published.WHOLESALE);
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    int size = situation.homes().size();
    Mesh mesh = Mesh.ring(size);
    List<Home> homes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<String> neighbours = new ArrayList<>();
      for (Mesh.Edge edge : mesh.edges()) {
        if (edge.one() == i || edge.other() == i) {
          int other = edge.one() == i ? edge.other() : edge.one();
          neighbours.add(situation.homes().get(other).usagePoint());
        }
      }
      homes.add(new Home(situation, situation.homes().get(i), neighbours, i == 0, channel));
    }
    boolean first = situation.memory().isEmpty();
    int rounds = first ? FIRST_ROUNDS : ROUNDS;
    for (int round = 0; round < rounds; round++) {
      boolean remembers = round == 0 && !first;
      homes.forEach(home -> home.tell(remembers));
      homes.forEach(Home::hear);
    }
    homes.forEach(home -> home.act(decision));
  }

  /** A home's part. */
  private static final class Home {

    private final HomeView view;
    private final Channel channel;
    private final Map<String, Integer> ties = new HashMap<>();
    private final List<String> neighbours;
    private final MeshNode node;

    /** The community's connection, where this home looks after it; its last tie leads there. */
    private final MeshNode connection;

    Home(
        Situation situation,
        HomeView view,
        List<String> neighbours,
        boolean connected,
        Channel channel) {
      this.view = view.told();
      this.channel = channel;
      this.neighbours = neighbours;
      for (String neighbour : neighbours) {
        ties.put(neighbour, ties.size());
      }
      WholesaleBoard board = WholesaleBoard.receive(channel);
      ExchangeResource resource = HomeStorage.of(this.view, board);
      node = new MeshNode(resource, neighbours.size() + (connected ? 1 : 0), PENALTY_CENT);
      connection =
          connected
              ? new MeshNode(
                  new GridResource(board.importCent(), board.convexExportCent(), 1e6),
                  1,
                  PENALTY_CENT)
              : null;
      byte[] kept = situation.memory().get(view.usagePoint());
      if (kept != null) {
        begin(Body.readProfiles(kept));
      }
    }

    private void begin(double[][] kept) {
      for (int i = 0; i < kept.length; i++) {
        kept[i] = HomeStorage.moved(kept[i]);
      }
      for (int tie = 0; tie < kept.length / 3; tie++) {
        node.begin(tie, kept[3 * tie], kept[3 * tie + 1], kept[3 * tie + 2]);
      }
      if (connection != null) {
        int last = kept.length - 3;
        connection.begin(0, kept[last + 1], kept[last], kept[last + 2]);
      }
    }

    /** Tells what it would take over each tie; at the start of an hour also the tie's price. */
    void tell(boolean price) {
      node.respond();
      for (int tie = 0; tie < neighbours.size(); tie++) {
        double[] offer = node.offer(tie);
        channel.send(
            new Message(
                Account.OPERATION,
                view.usagePoint(),
                neighbours.get(tie),
                TIE,
                true,
                price ? Body.ofProfiles(offer, node.scaledPrice(tie)) : Body.ofProfiles(offer)));
      }
    }

    void hear() {
      for (Message message : channel.take(view.usagePoint(), TIE)) {
        int tie = ties.get(message.sender());
        double[][] told = Body.readProfiles(message.body());
        if (told.length > 1) {
          node.meet(tie, told[1]);
        }
        node.hear(tie, told[0]);
      }
      if (connection != null) {
        connection.respond();
        double[] ofConnection = connection.offer(0);
        connection.hear(0, node.offer(neighbours.size()));
        node.hear(neighbours.size(), ofConnection);
      }
    }

    void act(Decision decision) {
      if (!view.stores().isEmpty()) {
        double charge = node.takenKwh()[0] - view.netWh()[0] / 1000.0;
        HomeStorage.charge(view, charge, decision);
      }
      int all = neighbours.size() + (connection == null ? 0 : 1);
      double[][] kept = new double[3 * all][];
      for (int tie = 0; tie < all; tie++) {
        kept[3 * tie] = node.offer(tie);
        kept[3 * tie + 1] = node.other(tie);
        kept[3 * tie + 2] = node.scaledPrice(tie);
      }
      if (all > 0) {
        decision.memory().put(view.usagePoint(), Body.ofProfiles(kept));
      }
    }
  }
}
