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
  private final MeshNode[] nodes;

  /** Which tie of the one and of the other end each edge is. */
  private final int[] tieOfOne;

  private final int[] tieOfOther;

  /**
   * A negotiation.
   *
   * @param resources one of each node
   * @param penalty ρ, positive
   */
  public MeshNegotiation(Mesh mesh, List<? extends ExchangeResource> resources, double penalty) {
    this.mesh = mesh;
    int[] degrees = mesh.degrees();
    nodes = new MeshNode[mesh.nodes()];
    for (int node = 0; node < nodes.length; node++) {
      nodes[node] = new MeshNode(resources.get(node), degrees[node], penalty);
    }
    int[] used = new int[nodes.length];
    tieOfOne = new int[mesh.edges().size()];
    tieOfOther = new int[mesh.edges().size()];
    for (int e = 0; e < tieOfOne.length; e++) {
      tieOfOne[e] = used[mesh.edges().get(e).one()]++;
      tieOfOther[e] = used[mesh.edges().get(e).other()]++;
    }
  }

  /** Negotiates until both residuals fall below a tolerance, kWh, or the rounds are used up. */
  public Agreement run(double toleranceKwh, int mostRounds, Listener listener) {
    double disagreement = Double.MAX_VALUE;
    boolean agreed = false;
    int round = 0;
    while (round < mostRounds && !agreed) {
      round++;
      double change = 0;
      for (MeshNode node : nodes) {
        change += node.respond();
      }
      disagreement = Math.sqrt(exchange(round, listener));
      agreed = disagreement < toleranceKwh && Math.sqrt(change) < toleranceKwh;
    }
    double[][] taken = new double[nodes.length][];
    for (int node = 0; node < taken.length; node++) {
      taken[node] = nodes[node].takenKwh();
    }
    return new Agreement(taken, round, 2 * round * mesh.edges().size(), disagreement, agreed);
  }

  /** Every node tells its neighbours; returns the squared norm of what ties differ by. */
  private double exchange(int round, Listener listener) {
    double disagreement = 0;
    for (int e = 0; e < tieOfOne.length; e++) {
      Mesh.Edge edge = mesh.edges().get(e);
      MeshNode one = nodes[edge.one()];
      MeshNode other = nodes[edge.other()];
      double[] ofOne = one.offer(tieOfOne[e]);
      double[] ofOther = other.offer(tieOfOther[e]);
      listener.told(round, edge.one(), edge.other(), ofOne.clone());
      listener.told(round, edge.other(), edge.one(), ofOther.clone());
      disagreement += one.hear(tieOfOne[e], ofOther);
      other.hear(tieOfOther[e], ofOne);
    }
    return disagreement;
  }
}
