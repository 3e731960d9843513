package io.commonwatt.market.distributed;

import java.util.List;

/**
 * Neighbours agree on the energy over each tie, without a centre: every round each node tells each
 * neighbour what it would take from it, both move their price of that tie by how far they are
 * apart, and each solves its own part again (ADMM with a consensus on every edge). At agreement the
 * schedules are the central optimum. Not thread-safe.
 */
public final class MeshNegotiation {

  /** Sees every message, in order. */
  public interface Listener {

    /** A node told a neighbour what it would take from it, kWh by interval. */
    void told(int round, int sender, int receiver, double[] takenKwh);
  }

  /**
   * What was agreed.
   *
   * @param takenKwh of each node, by interval; what it takes from all its neighbours
   * @param rounds it took
   * @param messages sent
   * @param disagreementKwh norm of what both ends of the ties differ by
   * @param agreed whether disagreement and change fell below the tolerance
   */
  public record Agreement(
      double[][] takenKwh, int rounds, int messages, double disagreementKwh, boolean agreed) {}

  private final Mesh mesh;
  private final List<? extends ExchangeResource> resources;
  private final double penalty;
  private final int intervals;
  private final int[] degrees;

  /** What the one and the other end of each edge would take over it, and the price in between. */
  private final double[][] takenByOne;

  private final double[][] takenByOther;
  private final double[][] scaledPrice;

  /**
   * A negotiation.
   *
   * @param resources one of each node
   * @param penalty ρ, positive
   */
  public MeshNegotiation(Mesh mesh, List<? extends ExchangeResource> resources, double penalty) {
    this.mesh = mesh;
    this.resources = resources;
    this.penalty = penalty;
    intervals = resources.get(0).intervals();
    degrees = mesh.degrees();
    takenByOne = new double[mesh.edges().size()][intervals];
    takenByOther = new double[mesh.edges().size()][intervals];
    scaledPrice = new double[mesh.edges().size()][intervals];
  }

  /** Negotiates until both residuals fall below a tolerance, kWh, or the rounds are used up. */
  public Agreement run(double toleranceKwh, int mostRounds, Listener listener) {
    double[][] taken = new double[mesh.nodes()][];
    double disagreement = Double.MAX_VALUE;
    boolean agreed = false;
    int round = 0;
    while (round < mostRounds && !agreed) {
      round++;
      double[][] targets = targets();
      double change = respond(targets, taken);
      for (int e = 0; e < mesh.edges().size(); e++) {
        Mesh.Edge edge = mesh.edges().get(e);
        listener.told(round, edge.one(), edge.other(), takenByOne[e].clone());
        listener.told(round, edge.other(), edge.one(), takenByOther[e].clone());
      }
      disagreement = movePrices();
      agreed = disagreement < toleranceKwh && change < toleranceKwh;
    }
    return new Agreement(taken, round, 2 * round * mesh.edges().size(), disagreement, agreed);
  }

  /** Σ over its ties of what a node is asked to take. */
  private double[][] targets() {
    double[][] targets = new double[mesh.nodes()][intervals];
    for (int e = 0; e < mesh.edges().size(); e++) {
      Mesh.Edge edge = mesh.edges().get(e);
      for (int t = 0; t < intervals; t++) {
        targets[edge.one()][t] += target(takenByOne, e, t);
        targets[edge.other()][t] += target(takenByOther, e, t);
      }
    }
    return targets;
  }

  private double target(double[][] taken, int edge, int t) {
    double mean = (takenByOne[edge][t] + takenByOther[edge][t]) / 2;
    return taken[edge][t] - mean - scaledPrice[edge][t];
  }

  /** Each node solves its part and spreads it over its ties; returns the norm of the change. */
  private double respond(double[][] targets, double[][] taken) {
    for (int node = 0; node < mesh.nodes(); node++) {
      taken[node] =
          degrees[node] == 0
              ? new double[intervals]
              : resources.get(node).proximal(targets[node], penalty / degrees[node]);
    }
    double change = 0;
    double[][] byOne = new double[takenByOne.length][intervals];
    double[][] byOther = new double[takenByOther.length][intervals];
    for (int e = 0; e < mesh.edges().size(); e++) {
      Mesh.Edge edge = mesh.edges().get(e);
      for (int t = 0; t < intervals; t++) {
        byOne[e][t] = target(takenByOne, e, t) + share(edge.one(), t, targets, taken);
        byOther[e][t] = target(takenByOther, e, t) + share(edge.other(), t, targets, taken);
        double one = byOne[e][t] - takenByOne[e][t];
        double other = byOther[e][t] - takenByOther[e][t];
        change += one * one + other * other;
      }
    }
    for (int e = 0; e < byOne.length; e++) {
      takenByOne[e] = byOne[e];
      takenByOther[e] = byOther[e];
    }
    return Math.sqrt(change);
  }

  private double share(int node, int t, double[][] targets, double[][] taken) {
    return (taken[node][t] - targets[node][t]) / degrees[node];
  }

  private double movePrices() {
    double disagreement = 0;
    for (int e = 0; e < scaledPrice.length; e++) {
      for (int t = 0; t < intervals; t++) {
        double apart = takenByOne[e][t] + takenByOther[e][t];
        scaledPrice[e][t] += apart / 2;
        disagreement += apart * apart;
      }
    }
    return Math.sqrt(disagreement);
  }
}
