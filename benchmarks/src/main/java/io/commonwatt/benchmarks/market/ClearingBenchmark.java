package io.commonwatt.benchmarks.market;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Slope;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ContinuousDoubleAuction;
import io.commonwatt.market.clearing.DistributionGrid;
import io.commonwatt.market.clearing.McAfee;
import io.commonwatt.market.clearing.NodalClearing;
import io.commonwatt.market.clearing.NodalResult;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.clearing.UniformDoubleAuction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Batch clearing of large books. */
public final class ClearingBenchmark implements Benchmark {

  private static final int LOOPS = 7;
  private static final int SIZES = 5;
  private static final int PUBLISHED = 100_000;
  private static final int PRICES = 30_000;
  private static final int FEEDERS = 100;
  private static final long FEEDER_WH = 500_000;

  /** What is known of others: seconds for so many bids and as many asks. */
  private record Known(String of, String mechanism, int side, double seconds) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("gsy-framework's pay-as-clear", "pay-as-clear", 1_000, 0.35),
          new Known("gsy-framework's pay-as-bid", "pay-as-bid", 3_000, 32.1),
          new Known("pymarket's Huang", "huang", 5_000, 9.0),
          new Known("pymarket's MUDA", "muda", 5_000, 3.3));

  /** Read by nobody; keeps the loops from being dropped. */
  private static volatile long unusedSum;

  @Override
  public String name() {
    return "clearing";
  }

  @Override
  public String summary() {
    return "orders/s through the k-double auction, and how the time grows";
  }

  @Override
  public Size usual() {
    return Size.of(400_000, 1);
  }

  @Override
  public Size full() {
    return Size.of(1_000_000, 1);
  }

  @Override
  public Figure run(Size size) {
    Map<String, Double> details = new LinkedHashMap<>();
    List<Order> published = book(PUBLISHED, size.seed());
    for (String name : ClearingMechanism.listNames()) {
      if (!name.equals(ContinuousDoubleAuction.NAME)) {
        List<Order> orders = name.equals(McAfee.NAME) ? units(published) : published;
        double seconds = bestSeconds(ClearingMechanism.named(name, 50), orders);
        details.put(name + ".secondsAt200k", seconds);
        Stopwatch.say("%s: %.3f s at 100 k + 100 k", name, seconds);
      }
    }
    double nodal = nodalSeconds(published);
    details.put("nodal.secondsAt200k", nodal);
    Stopwatch.say("nodal, %d feeders: %.3f s at 100 k + 100 k", FEEDERS, nodal);
    for (Known known : KNOWN) {
      double seconds =
          bestSeconds(
              ClearingMechanism.named(known.mechanism(), 50), book(known.side(), size.seed()));
      details.put(known.mechanism() + ".secondsAt" + 2 * known.side(), seconds);
      Stopwatch.say(
          "%s: %.4f s at %,d + %,d, where %s takes %.2f s (Python, another machine)",
          known.mechanism(), seconds, known.side(), known.side(), known.of(), known.seconds());
    }
    ClearingMechanism auction = new UniformDoubleAuction(50);
    double[] sizes = new double[SIZES];
    double[] times = new double[SIZES];
    double seconds = 0;
    List<Order> orders = List.of();
    for (int i = 0; i < SIZES; i++) {
      orders = book(size.meters() >> SIZES - 1 - i, size.seed());
      seconds = bestSeconds(auction, orders);
      Stopwatch.say("k-double-auction: %,d orders in %.3f s", orders.size(), seconds);
      sizes[i] = orders.size();
      times[i] = seconds;
    }
    details.put("exponent", Slope.ofLogs(sizes, times));
    details.put("largestOrders", (double) orders.size());
    return new Figure(
        name(),
        orders.size() / seconds,
        "orders/s",
        orders.size() / sortSeconds(orders),
        "A book of "
            + size.meters()
            + " bids and as many asks, quantities 1 to 2,000 Wh, prices 0 to 30 cent/kWh by the"
            + " milli-cent, seed "
            + size.seed()
            + ", is cleared on one thread: ids checked, both sides sorted, margin, pro rata, every"
            + " fill and trade made. The best of "
            + LOOPS
            + " times, each after a collection of garbage; making the orders is not timed. Limit: as many prices sorted as an array of"
            + " longs.",
        details);
  }

  private static List<Order> book(int side, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Order> orders = new ArrayList<>(2 * side);
    for (int i = 0; i < 2 * side; i++) {
      String id = "order-" + i;
      orders.add(
          new Order(
              id,
              id,
              i % 2 == 0 ? Side.BID : Side.ASK,
              random.nextInt(1, 2_001),
              random.nextInt(PRICES)));
    }
    return orders;
  }

  private static List<Order> units(List<Order> orders) {
    List<Order> units = new ArrayList<>(orders.size());
    orders.forEach(order -> units.add(order.withQuantityWh(1_000)));
    return units;
  }

  private static double bestSeconds(ClearingMechanism mechanism, List<Order> orders) {
    double best = Double.MAX_VALUE;
    for (int loop = 0; loop < LOOPS; loop++) {
      System.gc();
      Stopwatch watch = new Stopwatch();
      unusedSum = mechanism.clear(orders).tradedWh();
      best = Math.min(best, watch.seconds());
    }
    return best;
  }

  /** Pay-as-clear behind feeders of which some are full, checked against its dual. */
  private static double nodalSeconds(List<Order> orders) {
    List<DistributionGrid.Node> nodes = new ArrayList<>();
    nodes.add(new DistributionGrid.Node("top", "", DistributionGrid.UNLIMITED, 0));
    for (int i = 0; i < FEEDERS; i++) {
      nodes.add(new DistributionGrid.Node("feeder-" + i, "top", FEEDER_WH, 0));
    }
    DistributionGrid grid = new DistributionGrid(nodes);
    Map<String, String> nodeOf = new HashMap<>();
    for (int i = 0; i < orders.size(); i++) {
      // Bids are on all feeders, asks on half of them: these export.
      int feeder = i % 2 == 0 ? i / 2 % FEEDERS : i / 2 % (FEEDERS / 2);
      nodeOf.put(orders.get(i).id(), "feeder-" + feeder);
    }
    double best = Double.MAX_VALUE;
    for (int loop = 0; loop < LOOPS; loop++) {
      System.gc();
      Stopwatch watch = new Stopwatch();
      NodalResult result = NodalClearing.clear(orders, nodeOf, grid);
      best = Math.min(best, watch.seconds());
      result.check();
      unusedSum = result.congestionMicroCent();
    }
    return best;
  }

  private static double sortSeconds(List<Order> orders) {
    double best = Double.MAX_VALUE;
    for (int loop = 0; loop < LOOPS; loop++) {
      long[] prices = orders.stream().mapToLong(Order::priceMilliCentPerKwh).toArray();
      Stopwatch watch = new Stopwatch();
      Arrays.sort(prices);
      best = Math.min(best, watch.seconds());
      unusedSum = prices[0];
    }
    return best;
  }
}
