package io.commonwatt.market.bidding.trial;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.bidding.BiddingStrategy;
import io.commonwatt.market.bidding.DeviceBidder;
import io.commonwatt.market.bidding.HomeBidder;
import io.commonwatt.market.bidding.MarketSignal;
import io.commonwatt.market.bidding.PriceLimits;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Fill;
import io.commonwatt.market.clearing.McAfee;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.clearing.UniformDoubleAuction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Clearing mechanisms times bidding strategies, hour by hour, on the same seeded homes with one
 * bidder per device (Lin, Pipattanasomporn and Rahman 2019; El-Baz, Tzscheutschler and Wagner
 * 2019). All homes bid alike. Stateless and thread-safe.
 */
public final class BiddingTrial {

  private static final int HOURS_A_DAY = 24;
  private static final PriceLimits TARIFF = new PriceLimits(8_000, 30_000, 0);

  private BiddingTrial() {}

  /**
   * What a mechanism made of a bidding strategy.
   *
   * @param tradedWh between homes
   * @param turnoverMicroCent what buyers paid
   * @param surplusMicroCent what buyers paid beyond what sellers were paid
   * @param welfareMicroCent of the trades, at what the energy was truly worth
   * @param optimalMicroCent the greatest there was
   * @param billMicroCent what homes paid, stored energy at the end at the mean of the tariff's
   *     prices deducted
   * @param tariffMicroCent the same without a market
   * @param homeDays homes times days
   * @param worseDays of them, in which a home paid more than without a market
   */
  public record Row(
      String mechanism,
      String bidding,
      long tradedWh,
      long turnoverMicroCent,
      long surplusMicroCent,
      long welfareMicroCent,
      long optimalMicroCent,
      long billMicroCent,
      long tariffMicroCent,
      int homeDays,
      int worseDays) {

    /** Share of the greatest welfare; 1 where there was none. */
    public double efficiency() {
      return optimalMicroCent == 0 ? 1 : (double) welfareMicroCent / optimalMicroCent;
    }

    /** Share of the bills without a market that trading saved. */
    public double saving() {
      return 1 - (double) billMicroCent / tariffMicroCent;
    }

    /** Mean price paid, milli-cent per kWh; NaN where nothing was traded. */
    public double meanPriceMilliCentPerKwh() {
      return tradedWh == 0 ? Double.NaN : (double) turnoverMicroCent / tradedWh;
    }
  }

  /** Whether a mechanism takes orders of any size. */
  public static boolean takes(String mechanism) {
    return !mechanism.equals(McAfee.NAME);
  }

  /**
   * A trial.
   *
   * @param mechanism one that {@link #takes} orders of any size
   */
  public static Row run(
      ClearingMechanism mechanism, BiddingStrategy bidding, int homes, int days, long seed) {
    Trial trial = new Trial(homes, seed);
    Trial without = new Trial(homes, seed);
    int worse = 0;
    for (int day = 0; day < days; day++) {
      long[] before = trial.bills.clone();
      long[] beforeWithout = without.bills.clone();
      for (int hour = 0; hour < HOURS_A_DAY; hour++) {
        long at = (long) day * HOURS_A_DAY + hour;
        trial.step(at, mechanism, bidding, seed);
        without.step(at, null, bidding, seed);
      }
      for (int home = 0; home < homes; home++) {
        long paid = trial.bills[home] - before[home];
        worse += paid > without.bills[home] - beforeWithout[home] ? 1 : 0;
      }
    }
    return new Row(
        mechanism.name(),
        bidding.name(),
        trial.tradedWh,
        trial.turnover,
        trial.surplus,
        trial.welfare,
        trial.optimal,
        trial.netBill(),
        without.netBill(),
        homes * days,
        worse);
  }

  /** Homes and what they paid so far. */
  private static final class Trial {
    private final List<TrialHome> homes = new ArrayList<>();
    private final long[] bills;
    private final MarketSignal[] signals = new MarketSignal[HOURS_A_DAY];
    private OptionalLong lastPrice = OptionalLong.empty();
    private long tradedWh;
    private long turnover;
    private long surplus;
    private long welfare;
    private long optimal;

    Trial(int count, long seed) {
      for (int i = 0; i < count; i++) {
        homes.add(new TrialHome(i, seed));
      }
      bills = new long[count];
    }

    /** An hour; without a mechanism every home is left to its tariff. */
    void step(long hour, ClearingMechanism mechanism, BiddingStrategy bidding, long seed) {
      int clock = (int) (hour % HOURS_A_DAY);
      MarketSignal before = signals[clock] == null ? MarketSignal.NONE : signals[clock];
      MarketSignal signal = new MarketSignal(lastPrice, before.demandWh(), before.supplyWh());
      double valueCent = mechanism == null ? TARIFF.middle() / 1e3 : expectedCent();
      List<List<DeviceBidder>> devices = new ArrayList<>();
      Map<String, Order> truth = new HashMap<>();
      List<Order> told = new ArrayList<>();
      for (int i = 0; i < homes.size(); i++) {
        TrialHome home = homes.get(i);
        devices.add(home.devices(hour, valueCent));
        List<Order> orders = HomeBidder.orders(home.id, devices.get(i), TARIFF);
        orders.forEach(order -> truth.put(order.id(), order));
        told.addAll(
            bidding.submit(
                orders, TARIFF, signal, new SplittableRandom((seed * 31 + hour) * 1_003 + i)));
      }
      Map<String, Long> bought = Map.of();
      Map<String, Long> pays = Map.of();
      if (mechanism != null) {
        ClearingResult result = mechanism.clear(told);
        bought = result.boughtWhByOwner();
        pays = result.paysMicroCentByOwner();
        count(result, truth);
        hear(clock, told, result);
      }
      for (int i = 0; i < homes.size(); i++) {
        String id = homes.get(i).id;
        bills[i] +=
            pays.getOrDefault(id, 0L)
                + homes.get(i).use(devices.get(i), TARIFF, bought.getOrDefault(id, 0L));
      }
    }

    /** What homes think a stored kWh will be worth: the last day's mean price. */
    private double expectedCent() {
      double sum = 0;
      int known = 0;
      for (MarketSignal signal : signals) {
        if (signal != null && signal.lastPriceMilliCentPerKwh().isPresent()) {
          sum += signal.lastPriceMilliCentPerKwh().getAsLong();
          known++;
        }
      }
      return (known == 0 ? TARIFF.middle() : sum / known) / 1e3;
    }

    private void count(ClearingResult result, Map<String, Order> truth) {
      tradedWh += result.tradedWh();
      turnover += result.turnoverMicroCent();
      surplus += result.budgetSurplusMicroCent();
      optimal += UniformDoubleAuction.optimalWelfareMicroCent(List.copyOf(truth.values()));
      for (Fill fill : result.fills()) {
        Order own = truth.get(fill.order().id());
        // Beyond what was wanted a buyer has its tariff's price for it, and a seller buys there.
        long wh = Math.min(fill.quantityWh(), own.quantityWh());
        long beyond = fill.quantityWh() - wh;
        boolean bid = own.side() == Side.BID;
        long value =
            wh * own.priceMilliCentPerKwh() + beyond * (bid ? TARIFF.floor() : TARIFF.ceiling());
        welfare += bid ? value : -value;
      }
    }

    private void hear(int clock, List<Order> told, ClearingResult result) {
      long demand = 0;
      long supply = 0;
      for (Order order : told) {
        demand += order.side() == Side.BID ? order.quantityWh() : 0;
        supply += order.side() == Side.ASK ? order.quantityWh() : 0;
      }
      OptionalLong price =
          result.tradedWh() == 0
              ? OptionalLong.empty()
              : OptionalLong.of(result.turnoverMicroCent() / result.tradedWh());
      lastPrice = price.isPresent() ? price : lastPrice;
      signals[clock] = new MarketSignal(price, demand, supply);
    }

    long netBill() {
      double storedKwh = 0;
      for (TrialHome home : homes) {
        storedKwh += home.storedKwh();
      }
      long sum = -Math.round(storedKwh * 1000) * TARIFF.middle();
      for (long bill : bills) {
        sum += bill;
      }
      return sum;
    }
  }

  /** The rows as a table in Markdown. */
  public static String toMarkdown(List<Row> rows) {
    StringBuilder table = new StringBuilder();
    table
        .append("| mechanism | bidding | true welfare | volume MWh | mean price ct/kWh |")
        .append(" surplus of the budget | bills saved | home-days worse off |")
        .append(System.lineSeparator())
        .append("|---|---|---|---|---|---|---|---|")
        .append(System.lineSeparator());
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %.1f %% | %.3f | %.2f | %.2f | %.1f %% | %.1f %% |%n",
              row.mechanism(),
              row.bidding(),
              100 * row.efficiency(),
              row.tradedWh() / 1e6,
              row.meanPriceMilliCentPerKwh() / 1000,
              row.surplusMicroCent() / 1e8,
              100 * row.saving(),
              100.0 * row.worseDays() / row.homeDays()));
    }
    return table.toString();
  }
}
