package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.bidding.BatteryBidder;
import io.commonwatt.market.bidding.DeviceBidder;
import io.commonwatt.market.bidding.HomeBidder;
import io.commonwatt.market.bidding.LoadBidder;
import io.commonwatt.market.bidding.PhotovoltaicBidder;
import io.commonwatt.market.bidding.PriceLimits;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.settlement.RetailPrice;
import java.util.ArrayList;
import java.util.List;

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
    return shaded(HomeBidder.orders(home.usagePoint(), devices, limits()));
  }

  /** Bids lower and asks higher by a part of the room to the other end of the limits. */
  private List<Order> shaded(List<Order> orders) {
    double shade = home.conduct().bidShade();
    if (shade == 0) {
      return orders;
    }
    List<Order> shaded = new ArrayList<>();
    for (Order order : orders) {
      long end = order.side() == Side.BID ? limits().floor() : limits().ceiling();
      long value = order.priceMilliCentPerKwh();
      shaded.add(order.withPriceMilliCentPerKwh(value + Math.round(shade * (end - value))));
    }
    return shaded;
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
