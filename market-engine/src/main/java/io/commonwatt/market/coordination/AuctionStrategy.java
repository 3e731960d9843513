package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.market.bidding.HomeBidder;
import io.commonwatt.market.bidding.PriceLimits;
import io.commonwatt.market.bidding.StorageOffer;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.dispatch.Plan;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.settlement.RetailPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Mediated competition: a double auction between homes for the hour to come. Each home plans on its
 * tariff, bids its expected net load and, at the value its own plan puts on stored energy, its
 * stores; the hub clears; each home plans again around what it bought. What is metered otherwise is
 * settled at the tariff.
 */
public final class AuctionStrategy implements Strategy {

  public static final String NAME = "auction";

  private final Dispatcher dispatcher;
  private final ClearingMechanism mechanism;

  public AuctionStrategy(Dispatcher dispatcher, ClearingMechanism mechanism) {
    this.dispatcher = dispatcher;
    this.mechanism = mechanism;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Decision decide(Situation situation, Channel channel) {
    TariffBoard.send(channel, situation.tariffs());
    TariffBoard board = TariffBoard.receive(channel);
    Map<String, Bidder> bidders = new TreeMap<>();
    for (HomeView home : situation.homes()) {
      Bidder bidder = new Bidder(situation, home, board.pricesOf(home));
      bidders.put(home.usagePoint(), bidder);
      OrderMessage.send(channel, home.usagePoint(), bidder.orders());
    }
    Decision decision = new Decision();
    clear(situation, channel, decision);
    for (Bidder bidder : bidders.values()) {
      bidder.follow(channel, decision);
    }
    return decision;
  }

  /** The hub's part: it sees orders and sends what was filled. */
  private void clear(Situation situation, Channel channel, Decision decision) {
    List<Order> orders = OrderMessage.receive(channel);
    for (Order order : orders) {
      decision
          .orders()
          .add(
              new MarketOrder(
                  situation.community(),
                  NAME,
                  order.id(),
                  order.owner(),
                  order.side(),
                  situation.at(),
                  Hours.SECONDS,
                  order.quantityWh(),
                  order.priceMilliCentPerKwh(),
                  situation.at()));
    }
    ClearingResult result = mechanism.clear(orders);
    result.check(mechanism.budget());
    OptionalLong price = result.priceMilliCentPerKwh();
    decision
        .clearings()
        .add(
            new Clearing(
                situation.community(),
                NAME,
                mechanism.name(),
                situation.at(),
                Hours.SECONDS,
                result.status(),
                price.isPresent() ? price.getAsLong() : null,
                result.tradedWh(),
                result.rationedWh(),
                result.welfareMicroCent(),
                result.trades(),
                situation.at()));
    ResultMessage.sendPrice(channel, price);
    result
        .boughtWhByOwner()
        .forEach((owner, boughtWh) -> ResultMessage.sendFill(channel, owner, boughtWh));
  }

  /** A home's part. */
  private final class Bidder {
    private final Situation situation;
    private final HomeView home;
    private final List<RetailPrice> prices;
    private DispatchProblem problem;
    private Plan plan;

    Bidder(Situation situation, HomeView home, List<RetailPrice> prices) {
      this.situation = situation;
      this.home = home;
      this.prices = prices;
      if (!home.stores().isEmpty()) {
        plan(0);
      }
    }

    List<Order> orders() {
      RetailPrice now = prices.get(0);
      PriceLimits limits =
          new PriceLimits(
              now.exportMilliCentPerKwh(),
              now.fullImportMilliCentPerKwh(),
              now.localFeeMilliCentPerKwh());
      List<StorageOffer> offers = new ArrayList<>();
      for (int store = 0; store < home.stores().size(); store++) {
        HomeView.StoreView view = home.stores().get(store);
        double valueCent = plan.storedValueCentPerKwh()[store];
        if (!Double.isNaN(valueCent)) {
          offers.add(StorageOffer.of(view.battery(), view.storedKwh(), valueCent));
        }
      }
      return HomeBidder.orders(home.usagePoint(), home.netWh()[0], offers, limits);
    }

    void follow(Channel channel, Decision decision) {
      Optional<Long> boughtWh = ResultMessage.receiveFill(channel, home.usagePoint());
      if (boughtWh.isPresent()) {
        long price = ResultMessage.receivePrice(channel, home.usagePoint()).getAsLong();
        decision
            .contracts()
            .put(
                home.usagePoint(),
                new Decision.Contract(boughtWh.get(), Math.multiplyExact(boughtWh.get(), price)));
      }
      if (!home.stores().isEmpty()) {
        if (boughtWh.orElse(0L) != 0) {
          plan(boughtWh.get());
        }
        decision.addSchedules(situation, NAME, problem, plan);
        decision.addFirstStep(problem, plan);
      }
    }

    private void plan(long boughtWh) {
      problem = HomeProblems.of(home, situation.at(), prices, boughtWh);
      plan = dispatcher.plan(problem, situation.previous());
    }
  }
}
