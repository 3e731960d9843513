package io.commonwatt.market.distributed;

import java.util.ArrayList;
import java.util.List;

/**
 * One node of a mesh: its own resource, and of each tie what both its ends would take over it and
 * the price in between, which both ends work out for themselves. Not thread-safe.
 */
public final class MeshNode {

  private final ExchangeResource resource;
  private final double penalty;
  private final int intervals;
  private final List<Tie> ties = new ArrayList<>();
  private double[] taken;

  /** Its end of a tie. */
  private static final class Tie {
    private double[] own;
    private double[] other;
    private double[] scaledPrice;
  }

  /**
   * A node that has agreed on nothing yet.
   *
   * @param ties how many neighbours it has
   * @param penalty ρ, positive
   */
  public MeshNode(ExchangeResource resource, int ties, double penalty) {
    this.resource = resource;
    this.penalty = penalty;
    intervals = resource.intervals();
    taken = new double[intervals];
    for (int i = 0; i < ties; i++) {
      Tie tie = new Tie();
      tie.own = new double[intervals];
      tie.other = new double[intervals];
      tie.scaledPrice = new double[intervals];
      this.ties.add(tie);
    }
  }

  /** Begins from what was agreed before: own and other end's energy and the scaled price. */
  public void begin(int tie, double[] own, double[] other, double[] scaledPrice) {
    Tie begun = ties.get(tie);
    begun.own = own.clone();
    begun.other = other.clone();
    begun.scaledPrice = scaledPrice.clone();
  }

  /** Solves its own part and spreads it over its ties; returns the squared norm of the change. */
  public double respond() {
    if (ties.isEmpty()) {
      return 0;
    }
    double[][] targets = new double[ties.size()][intervals];
    double[] sum = new double[intervals];
    for (int i = 0; i < targets.length; i++) {
      Tie tie = ties.get(i);
      for (int t = 0; t < intervals; t++) {
        targets[i][t] = tie.own[t] - (tie.own[t] + tie.other[t]) / 2 - tie.scaledPrice[t];
        sum[t] += targets[i][t];
      }
    }
    taken = resource.proximal(sum, penalty / ties.size());
    double change = 0;
    for (int i = 0; i < targets.length; i++) {
      double[] before = ties.get(i).own;
      for (int t = 0; t < intervals; t++) {
        targets[i][t] += (taken[t] - sum[t]) / targets.length;
        change += (targets[i][t] - before[t]) * (targets[i][t] - before[t]);
      }
      ties.get(i).own = targets[i];
    }
    return change;
  }

  /** What it tells the neighbour at the other end: what it would take over the tie. */
  public double[] offer(int tie) {
    return ties.get(tie).own.clone();
  }

  /**
   * Hears what the other end would take and moves the price of the tie.
   *
   * @return squared norm of what both ends differ by
   */
  public double hear(int tie, double[] otherKwh) {
    Tie heard = ties.get(tie);
    heard.other = otherKwh.clone();
    double disagreement = 0;
    for (int t = 0; t < intervals; t++) {
      double apart = heard.own[t] + heard.other[t];
      heard.scaledPrice[t] += apart / 2;
      disagreement += apart * apart;
    }
    return disagreement;
  }

  /**
   * Meets the other end's scaled price half-way: where messages were lost, both ends moved apart.
   */
  public void meet(int tie, double[] otherScaledPrice) {
    double[] own = ties.get(tie).scaledPrice;
    for (int t = 0; t < intervals; t++) {
      own[t] = (own[t] + otherScaledPrice[t]) / 2;
    }
  }

  /** Scaled price of a tie. */
  public double[] scaledPrice(int tie) {
    return ties.get(tie).scaledPrice.clone();
  }

  /** What the other end of a tie was last heard to take. */
  public double[] other(int tie) {
    return ties.get(tie).other.clone();
  }

  /** What its resource takes in all. */
  public double[] takenKwh() {
    return taken.clone();
  }
}
