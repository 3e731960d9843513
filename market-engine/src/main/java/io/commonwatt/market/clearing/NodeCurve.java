package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Net supply of a node and all below it as a function of the node's price: a staircase that starts
 * at {@code −demand} and rises by a step at the price of each order and each thing a line from
 * below brings. The line to the node above sees the same staircase, cut at its limit and moved by
 * its fee: up where the node would export, down where it would import.
 */
final class NodeCurve {

  /** No bound on a price from below, or from above. */
  static final long LOWEST = Long.MIN_VALUE;

  static final long HIGHEST = Long.MAX_VALUE;

  private static final Comparator<Step> WALK =
      Comparator.comparingLong(Step::price)
          .thenComparing(step -> step.supply() ? 0 : 1)
          .thenComparing(step -> step.order() == null ? 1 : 0)
          .thenComparing(Step::id);

  /**
   * A rise of net supply: at a higher price more is sold, or less bought.
   *
   * @param supply whether it is energy sold rather than energy no longer bought
   * @param order whose it is; null for what a line brings
   * @param child place of the node below that brings it; −1 for an order
   */
  record Step(long price, long wh, boolean supply, String id, Order order, int child) {}

  /**
   * The curve met at a net export.
   *
   * @param takenWh energy of each step below the price
   * @param low least price at which the node exports this
   * @param high greatest
   */
  record Crossing(long[] takenWh, long low, long high) {}

  private final List<Step> steps = new ArrayList<>();
  private long baseWh;

  void add(Order order) {
    boolean ask = order.side() == Side.ASK;
    steps.add(
        new Step(order.priceMilliCentPerKwh(), order.quantityWh(), ask, order.id(), order, -1));
    baseWh -= ask ? 0 : order.quantityWh();
  }

  void sort() {
    steps.sort(WALK);
  }

  List<Step> steps() {
    return steps;
  }

  /** Net supply before the first step, Wh. */
  long baseWh() {
    return baseWh;
  }

  /** Adds what a sorted node below would bring over its line. */
  void add(NodeCurve below, DistributionGrid.Node line, int child) {
    long least = Math.max(below.baseWh, -line.limitWh());
    long most = line.limitWh();
    long at = below.baseWh;
    for (Step step : below.steps) {
      long from = Math.max(at, least);
      at += step.wh();
      long to = Math.min(at, most);
      addPart(step, line, child, from, Math.min(to, 0), false);
      addPart(step, line, child, Math.max(from, 0), to, true);
    }
    baseWh += Math.min(0, least);
  }

  private void addPart(
      Step step, DistributionGrid.Node line, int child, long fromWh, long toWh, boolean supply) {
    if (toWh <= fromWh) {
      return;
    }
    long fee = line.feeMilliCentPerKwh();
    long price = Math.addExact(step.price(), supply ? fee : -fee);
    long wh = toWh - fromWh;
    int last = steps.size() - 1;
    if (last >= 0
        && steps.get(last).child() == child
        && steps.get(last).price() == price
        && steps.get(last).supply() == supply) {
      wh += steps.remove(last).wh();
    }
    steps.add(new Step(price, wh, supply, line.id(), null, child));
  }

  /** Meets the curve at a net export: price decides, then pro rata at the margin, supply first. */
  Crossing at(long exportWh) {
    long[] taken = new long[steps.size()];
    long left = exportWh - baseWh;
    long low = LOWEST;
    int from = 0;
    while (from < taken.length && left > 0) {
      int to = endOfGroup(from);
      long[] wh = new long[to - from];
      long sum = 0;
      for (int i = from; i < to; i++) {
        wh[i - from] = steps.get(i).wh();
        sum += wh[i - from];
      }
      long[] shares = Shares.proRata(Math.min(left, sum), wh);
      System.arraycopy(shares, 0, taken, from, shares.length);
      low = steps.get(from).price();
      left -= Math.min(left, sum);
      if (left == 0 && sum > sumOf(shares)) {
        return new Crossing(taken, low, low);
      }
      from = to;
    }
    return new Crossing(taken, low, from < taken.length ? steps.get(from).price() : HIGHEST);
  }

  private int endOfGroup(int from) {
    int to = from + 1;
    while (to < steps.size()
        && steps.get(to).price() == steps.get(from).price()
        && steps.get(to).supply() == steps.get(from).supply()) {
      to++;
    }
    return to;
  }

  private static long sumOf(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }
}
