package io.commonwatt.market.clearing.property;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Fill;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.clearing.UniformDoubleAuction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Measures the properties of mechanisms on random books. Stateless and thread-safe. */
public final class PropertyMatrix {

  private static final String ROW = "%-32s %-15s %6s %9s %8s %8s %8s %9s %9s %10s %10s %10s%n";

  private static final String NOT_ASKED = "–";

  private PropertyMatrix() {}

  /**
   * One row.
   *
   * @param books number of books
   * @param seed the same seed gives the same books and the same deviating traders
   */
  public static MechanismProperties measure(ClearingMechanism mechanism, int books, long seed) {
    BookFamily family = BookFamily.of(mechanism.name());
    SplittableRandom random = new SplittableRandom(seed);
    Tally tally = new Tally(mechanism, family);
    for (int i = 0; i < books; i++) {
      tally.add(family.draw(random), random);
    }
    return tally.row(books);
  }

  /** The rows as a table for a person. */
  public static String toTable(List<MechanismProperties> rows) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            ROW,
            "mechanism",
            "books",
            "losses",
            "balanced",
            "surplus",
            "deficit",
            "optimal",
            "welfare",
            "price lie",
            "withhold",
            "overstate",
            "conserved"));
    for (MechanismProperties row : rows) {
      table.append(
          String.format(
              ROW,
              row.mechanism(),
              row.family().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              row.losses(),
              percent(row, row.balanced()),
              percent(row, row.surpluses()),
              percent(row, row.deficits()),
              percent(row, row.efficient()),
              String.format(Locale.ROOT, "%.2f %%", 100 * row.efficiency()),
              percent(row, row.priceLies()),
              row.family().variesQuantity() ? percent(row, row.withholdings()) : NOT_ASKED,
              row.family().variesQuantity() ? percent(row, row.overstatements()) : NOT_ASKED,
              row.unconserved() + row.orderDependent() == 0 ? "all" : "NOT ALL"));
    }
    return table.toString();
  }

  private static String percent(MechanismProperties row, int count) {
    return String.format(Locale.ROOT, "%.1f %%", row.percent(count));
  }

  /** Counts of one mechanism. */
  private static final class Tally {
    private final ClearingMechanism mechanism;
    private final BookFamily family;
    private int traded;
    private int losses;
    private int balanced;
    private int surpluses;
    private int deficits;
    private long surplus;
    private int efficient;
    private long welfare;
    private long optimal;
    private int priceLies;
    private long greatestGain;
    private int withholdings;
    private int overstatements;
    private int unconserved;
    private int orderDependent;

    Tally(ClearingMechanism mechanism, BookFamily family) {
      this.mechanism = mechanism;
      this.family = family;
    }

    void add(List<Order> book, SplittableRandom random) {
      ClearingResult result = mechanism.clear(book);
      traded += result.tradedWh() > 0 ? 1 : 0;
      losses += hasLoss(result) ? 1 : 0;
      long left = result.budgetSurplusMicroCent();
      surplus += left;
      balanced += left == 0 ? 1 : 0;
      surpluses += left > 0 ? 1 : 0;
      deficits += left < 0 ? 1 : 0;
      long best = UniformDoubleAuction.optimalWelfareMicroCent(book);
      efficient += result.totalWelfareMicroCent() == best ? 1 : 0;
      welfare += result.totalWelfareMicroCent();
      optimal += best;
      unconserved += isConserved(result) ? 0 : 1;
      orderDependent += mechanism.clear(shuffled(book, random)).equals(result) ? 0 : 1;
      Order truth = book.get(random.nextInt(book.size()));
      DeviationSearch search = new DeviationSearch(mechanism, book, truth, result);
      long gain = search.bestPriceGain();
      priceLies += gain > 0 ? 1 : 0;
      greatestGain = Math.max(greatestGain, gain);
      if (family.variesQuantity()) {
        withholdings += search.bestWithholdingGain() > 0 ? 1 : 0;
        overstatements += search.bestOverstatingGain() > 0 ? 1 : 0;
      }
    }

    MechanismProperties row(int books) {
      return new MechanismProperties(
          mechanism.name(),
          family,
          books,
          traded,
          losses,
          balanced,
          surpluses,
          deficits,
          surplus,
          efficient,
          welfare,
          optimal,
          priceLies,
          greatestGain,
          withholdings,
          overstatements,
          unconserved,
          orderDependent);
    }

    private static boolean hasLoss(ClearingResult result) {
      Map<String, Long> gains = new TreeMap<>();
      for (Fill fill : result.fills()) {
        long gain = fill.valueMicroCent() - fill.amountMicroCent();
        gains.merge(
            fill.order().owner(), fill.order().side() == Side.BID ? gain : -gain, Long::sum);
      }
      return gains.values().stream().anyMatch(gain -> gain < 0);
    }

    private static boolean isConserved(ClearingResult result) {
      long net = 0;
      for (Fill fill : result.fills()) {
        net += fill.order().side() == Side.BID ? fill.quantityWh() : -fill.quantityWh();
      }
      return net == 0;
    }

    private static List<Order> shuffled(List<Order> book, SplittableRandom random) {
      List<Order> shuffled = new ArrayList<>(book);
      for (int i = shuffled.size() - 1; i > 0; i--) {
        shuffled.set(i, shuffled.set(random.nextInt(i + 1), shuffled.get(i)));
      }
      return shuffled;
    }
  }
}
