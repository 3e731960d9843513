package io.commonwatt.benchmarks.market;

import io.commonwatt.benchmarks.Benchmark;
import io.commonwatt.benchmarks.Figure;
import io.commonwatt.benchmarks.Size;
import io.commonwatt.benchmarks.Stopwatch;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.clearing.OrderBook;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The order book under a stream of orders and cancellations, one thread. */
public final class OrderBookBenchmark implements Benchmark {

  private static final double GOAL = 1e6;
  private static final int WARM_UPS = 3;
  private static final int MIDDLE = 15_000;
  private static final int SPREAD = 1_000;

  @Override
  public String name() {
    return "order-book";
  }

  @Override
  public String summary() {
    return "operations/s of the order book on one thread, with latency percentiles";
  }

  @Override
  public Size usual() {
    return Size.of(1_000_000, 1);
  }

  @Override
  public Size full() {
    return Size.of(4_000_000, 1);
  }

  @Override
  public Figure run(Size size) {
    Order[] submitted = new Order[size.meters()];
    String[] cancelled = new String[size.meters()];
    draw(size.seed(), submitted, cancelled);
    double seconds = Double.MAX_VALUE;
    Tape tape = new Tape();
    for (int loop = 0; loop <= WARM_UPS; loop++) {
      tape = new Tape();
      OrderBook book = new OrderBook(tape);
      Stopwatch watch = new Stopwatch();
      for (int i = 0; i < submitted.length; i++) {
        operate(book, submitted[i], cancelled[i]);
      }
      seconds = Math.min(seconds, watch.seconds());
      tape.resting = book.size();
      Stopwatch.say("%,d operations in %.3f s", submitted.length, watch.seconds());
    }
    Map<String, Double> details = new LinkedHashMap<>();
    details.put("trades", (double) tape.trades);
    details.put("restingAtEnd", (double) tape.resting);
    addLatencies(details, submitted, cancelled);
    return new Figure(
        name(),
        submitted.length / seconds,
        "operations/s",
        GOAL,
        submitted.length
            + " operations, seed "
            + size.seed()
            + ": two orders of three, 1 to 100 Wh at a price within 1 cent/kWh of the middle by"
            + " the milli-cent, 1,000 owners, and a cancellation of an earlier order for the third;"
            + " drawn before, best of four passes on one thread. Latencies by a clock reading"
            + " around each operation of a further pass, issued back to back, so nothing waits in"
            + " a queue. Limit: the goal.",
        details);
  }

  private static void draw(long seed, Order[] submitted, String[] cancelled) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] ids = new String[submitted.length];
    int orders = 0;
    for (int i = 0; i < submitted.length; i++) {
      if (orders > 0 && random.nextInt(3) == 0) {
        cancelled[i] = ids[Math.max(0, orders - 1 - random.nextInt(2_000))];
      } else {
        ids[orders] = "order-" + orders;
        boolean buys = random.nextBoolean();
        long price = MIDDLE + random.nextInt(2 * SPREAD) - SPREAD + (buys ? -500 : 500);
        submitted[i] =
            new Order(
                ids[orders],
                "owner-" + random.nextInt(1_000),
                buys ? Side.BID : Side.ASK,
                random.nextInt(1, 101),
                price,
                i);
        orders++;
      }
    }
  }

  private static void operate(OrderBook book, Order order, String cancelled) {
    if (order != null) {
      book.submit(order);
    } else {
      book.cancel(cancelled);
    }
  }

  private static void addLatencies(
      Map<String, Double> details, Order[] submitted, String[] cancelled) {
    long[] nanos = new long[submitted.length];
    OrderBook book = new OrderBook(new Tape());
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      operate(book, submitted[i], cancelled[i]);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    details.put("p50Micros", nanos[nanos.length / 2] / 1e3);
    details.put("p99Micros", nanos[(int) (nanos.length * 0.99)] / 1e3);
    details.put("p999Micros", nanos[(int) (nanos.length * 0.999)] / 1e3);
    details.put("worstMicros", nanos[nanos.length - 1] / 1e3);
  }

  /** Counts. */
  private static final class Tape implements OrderBook.Listener {
    private long trades;
    private int resting;

    @Override
    public void traded(Order incoming, Order resting, long wh, long price) {
      trades++;
    }

    @Override
    public void selfTradePrevented(Order incoming, Order resting, long wh) {}
  }
}
