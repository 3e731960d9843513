package io.commonwatt.market.distributed;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is connected with whom. Immutable.
 *
 * @param nodes how many there are
 * @param edges between two nodes, each once
 */
public record Mesh(int nodes, List<Edge> edges) {

  /** A connection; energy counts towards {@code one}. */
  public record Edge(int one, int other) {
    public Edge {
      if (one == other) {
        throw new IllegalArgumentException("Node " + one + " cannot be connected with itself");
      }
    }
  }

  public Mesh {
    edges = List.copyOf(edges);
    for (Edge edge : edges) {
      if (Math.min(edge.one(), edge.other()) < 0 || Math.max(edge.one(), edge.other()) >= nodes) {
        throw new IllegalArgumentException(
            "The edge " + edge + " leaves the " + nodes + " nodes; count them from 0");
      }
    }
  }

  /**
   * A ring with chords: every node knows the next and the one about √nodes further, so that few
   * steps lead anywhere.
   */
  public static Mesh ring(int nodes) {
    List<Edge> edges = new ArrayList<>();
    int chord = (int) Math.round(Math.sqrt(nodes));
    for (int node = 0; node < nodes; node++) {
      for (int step : new int[] {1, chord}) {
        int other = (node + step) % nodes;
        Edge edge = new Edge(Math.min(node, other), Math.max(node, other));
        if (node != other && !edges.contains(edge)) {
          edges.add(edge);
        }
      }
    }
    return new Mesh(nodes, edges);
  }

  /** The mesh without the edges of a lost node, which stays as an island. */
  public Mesh without(int lost) {
    List<Edge> left = new ArrayList<>(edges);
    left.removeIf(edge -> edge.one() == lost || edge.other() == lost);
    return new Mesh(nodes, left);
  }

  /** Number of neighbours of each node. */
  public int[] degrees() {
    int[] degrees = new int[nodes];
    for (Edge edge : edges) {
      degrees[edge.one()]++;
      degrees[edge.other()]++;
    }
    return degrees;
  }
}
