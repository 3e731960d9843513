package io.commonwatt.market.clearing.property;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Fill;
import io.commonwatt.market.clearing.McAfee;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.clearing.UniformDoubleAuction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** What every mechanism makes of the same books. Stateless and thread-safe. */
public final class OpenTable {

  private static final long UNIT_WH = 1000;

  private OpenTable() {}

  /**
   * A mechanism over all books.
   *
   * @param welfareMicroCent of the trades, and the greatest there was
   * @param turnoverMicroCent what buyers paid
   * @param surplusMicroCent what buyers paid beyond what sellers were paid
   * @param asked books in which one drawn trader tried other prices
   * @param lies of them, in which one paid
   * @param greatestGainMicroCent the most it brought
   * @param nanos spent clearing
   */
  public record Row(
      String mechanism,
      int books,
      long welfareMicroCent,
      long optimalMicroCent,
      long tradedWh,
      long turnoverMicroCent,
      long surplusMicroCent,
      int asked,
      int lies,
      long greatestGainMicroCent,
      long nanos) {

    /** Share of the greatest welfare; 1 where there was none. */
    public double efficiency() {
      return optimalMicroCent == 0 ? 1 : (double) welfareMicroCent / optimalMicroCent;
    }

    /** Mean price paid, milli-cent per kWh; NaN where nothing was traded. */
    public double meanPriceMilliCentPerKwh() {
      return tradedWh == 0 ? Double.NaN : (double) turnoverMicroCent / tradedWh;
    }
  }

  /**
   * Clears all books.
   *
   * @param askEvery of how many books one is asked for a lie that pays
   * @param nanoTime clock of the run time
   */
  public static Row measure(
      ClearingMechanism mechanism,
      List<List<Order>> books,
      int askEvery,
      long seed,
      LongSupplier nanoTime) {
    SplittableRandom random = new SplittableRandom(seed);
    long welfare = 0;
    long optimal = 0;
    long traded = 0;
    long turnover = 0;
    long surplus = 0;
    int asked = 0;
    int lies = 0;
    long greatest = 0;
    long nanos = 0;
    for (int i = 0; i < books.size(); i++) {
      List<Order> book = books.get(i);
      if (mechanism.name().equals(McAfee.NAME)) {
        book = units(book);
      }
      long began = nanoTime.getAsLong();
      ClearingResult result = mechanism.clear(book);
      nanos += nanoTime.getAsLong() - began;
      welfare += result.totalWelfareMicroCent();
      optimal += UniformDoubleAuction.optimalWelfareMicroCent(book);
      traded += result.tradedWh();
      surplus += result.budgetSurplusMicroCent();
      for (Fill fill : result.fills()) {
        turnover += fill.order().side() == Side.BID ? fill.amountMicroCent() : 0;
      }
      int drawn = random.nextInt(book.size());
      if (i % askEvery == 0) {
        asked++;
        long gain = new DeviationSearch(mechanism, book, book.get(drawn), result).bestPriceGain();
        lies += gain > 0 ? 1 : 0;
        greatest = Math.max(greatest, gain);
      }
    }
    return new Row(
        mechanism.name(),
        books.size(),
        welfare,
        optimal,
        traded,
        turnover,
        surplus,
        asked,
        lies,
        greatest,
        nanos);
  }

  /** The same book with one unit of each owner: what McAfee's rule is for. */
  private static List<Order> units(List<Order> book) {
    return book.stream().map(order -> order.withQuantityWh(UNIT_WH)).toList();
  }

  /**
   * Books of buyers and sellers with one order each, energies and prices uniform: the random users
   * of pymarket.
   *
   * @param eachSide buyers, and sellers
   */
  public static List<List<Order>> uniform(int books, int eachSide, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Order>> drawn = new ArrayList<>();
    for (int i = 0; i < books; i++) {
      List<Order> book = new ArrayList<>();
      for (int trader = 0; trader < 2 * eachSide; trader++) {
        String id = "t" + trader;
        Side side = trader < eachSide ? Side.BID : Side.ASK;
        book.add(new Order(id, id, side, random.nextInt(1, 1001), random.nextInt(30_000), 0));
      }
      drawn.add(book);
    }
    return drawn;
  }

  /** The rows as a table in Markdown. */
  public static String toMarkdown(List<Row> rows) {
    StringBuilder table = new StringBuilder();
    table
        .append("| mechanism | welfare | volume MWh | mean price ct/kWh | surplus of the budget |")
        .append(" a price lie pays | most it brings, ct | µs a book |")
        .append(System.lineSeparator())
        .append("|---|---|---|---|---|---|---|---|")
        .append(System.lineSeparator());
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %.1f %% | %.3f | %.2f | %.2f | %.1f %% | %.2f | %.1f |%n",
              row.mechanism(),
              100 * row.efficiency(),
              row.tradedWh() / 1e6,
              row.meanPriceMilliCentPerKwh() / 1000,
              row.surplusMicroCent() / 1e8,
              100.0 * row.lies() / Math.max(1, row.asked()),
              row.greatestGainMicroCent() / 1e6,
              row.nanos() / 1e3 / row.books()));
    }
    return table.toString();
  }
}
