package io.commonwatt.market.coordination;

import io.commonwatt.market.bidding.BatteryBidder;
import io.commonwatt.market.bidding.BiddingStrategy;
import io.commonwatt.market.bidding.DeviceBidder;
import io.commonwatt.market.bidding.HomeBidder;
import io.commonwatt.market.bidding.LoadBidder;
import io.commonwatt.market.bidding.MarketSignal;
import io.commonwatt.market.bidding.PhotovoltaicBidder;
import io.commonwatt.market.bidding.PriceLimits;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.settlement.RetailPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A home that trades for its own good: it plans on its tariff, offers its expected net load and, at
 * the value its plan puts on stored energy, its stores; then it plans again around what it bought.
 * Not thread-safe.
 */
final class TradingHome {

  private final Situation situation;
  private final HomeView home;
  private final List<RetailPrice> prices;
  private final Dispatcher dispatcher;
  private DispatchProblem problem;
  private Plan plan;

  TradingHome(Situation situation, HomeView home, List<RetailPrice> prices, Dispatcher dispatcher) {
    this.situation = situation;
    this.home = home;
    this.prices = prices;
    this.dispatcher = dispatcher;
    if (!home.stores().isEmpty()) {
      plan(0);
    }
  }

  String usagePoint() {
    return home.usagePoint();
  }

  /** Its falling demand curve for the hour to come, cut into orders: a bidder per device. */
  List<Order> orders() {
    List<DeviceBidder> devices = new ArrayList<>();
    long toldWh = home.told().netWh()[0];
    devices.add(toldWh > 0 ? new LoadBidder(toldWh) : new PhotovoltaicBidder(-toldWh));
    for (int store = 0; store < home.stores().size(); store++) {
      HomeView.StoreView view = home.stores().get(store);
      double valueCent = plan.storedValueCentPerKwh()[store];
      if (!Double.isNaN(valueCent)) {
        devices.add(new BatteryBidder(view.battery(), view.storedKwh(), valueCent));
      }
    }
    return HomeBidder.orders(home.usagePoint(), devices, limits());
  }

  /**
   * What it tells of its orders.
   *
   * @param signal what it heard of the market
   */
  List<Order> told(BiddingStrategy bidding, MarketSignal signal, long hour) {
    return bidding.submit(
        orders(),
        limits(),
        signal,
        new SplittableRandom(home.usagePoint().hashCode() * 1_000_003L + hour));
  }

  /** Between which prices it trades. */
  PriceLimits limits() {
    RetailPrice now = prices.get(0);
    return new PriceLimits(
        now.exportMilliCentPerKwh(),
        now.fullImportMilliCentPerKwh(),
        now.localFeeMilliCentPerKwh());
  }

  /** Takes what it heard that it bought into its plan and does the first step of it. */
  void follow(String strategy, long boughtWh, Decision decision) {
    if (!home.stores().isEmpty()) {
      if (boughtWh != 0) {
        plan(boughtWh);
      }
      decision.addSchedules(situation, strategy, problem, plan);
      decision.addFirstStep(problem, plan);
    }
  }

  private void plan(long boughtWh) {
    problem = HomeProblems.of(home, situation.at(), prices, boughtWh);
    plan = dispatcher.plan(problem, situation.previous());
  }
}
