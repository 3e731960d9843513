package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.bidding.BiddingStrategies;
import io.commonwatt.market.bidding.BiddingStrategy;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.observation.Hours;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Mediated competition: a double auction between homes for the hour to come. Each home plans on its
 * tariff, bids its expected net load and, at the value its own plan puts on stored energy, its
 * stores, or what its bidding strategy makes of that; the hub clears; each home plans again around
 * what it bought. What is metered otherwise is settled at the tariff.
 */
public final class AuctionStrategy extends StrategyFrame {

  public static final String NAME = "auction";

  private final Dispatcher dispatcher;
  private final AuctionRule rule;
  private final BiddingStrategy bidding;

  /** The reference strategy: homes tell the truth. */
  public AuctionStrategy(Dispatcher dispatcher, ClearingMechanism mechanism) {
    this(
        NAME,
        dispatcher,
        AuctionRule.of(mechanism),
        BiddingStrategies.named(BiddingStrategies.TRUTHFUL));
  }

  /**
   * An auction.
   *
   * @param name in the community file and in every record
   * @param bidding what homes tell
   */
  AuctionStrategy(String name, Dispatcher dispatcher, AuctionRule rule, BiddingStrategy bidding) {
    super(name, Cell.MEDIATED_COMPETITION, Published.TARIFF);
    this.dispatcher = dispatcher;
    this.rule = rule;
    this.bidding = bidding;
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    TariffBoard board = TariffBoard.receive(channel);
    long hour = Hours.of(situation.at());
    List<TradingHome> homes = new ArrayList<>();
    for (HomeView home : situation.homes()) {
      TradingHome trading = new TradingHome(situation, home, board.pricesOf(home), dispatcher);
      homes.add(trading);
      OrderMessage.send(channel, home.usagePoint(), told(trading, situation, hour));
    }
    clear(situation, channel, decision);
    for (TradingHome home : homes) {
      String usagePoint = home.usagePoint();
      home.follow(name(), ResultMessage.receiveFill(channel, usagePoint).orElse(0L), decision);
      if (listens()) {
        HeardPrices heard = HeardPrices.read(situation.memory().get(usagePoint));
        ResultMessage.receiveTotals(channel, usagePoint)
            .ifPresent(totals -> heard.hear(hour, totals));
        decision.memory().put(usagePoint, heard.toBytes());
      }
    }
  }

  /** Whether homes look at what happened before; who tells the truth need not. */
  private boolean listens() {
    return !bidding.name().equals(BiddingStrategies.TRUTHFUL);
  }

  private List<Order> told(TradingHome home, Situation situation, long hour) {
    if (!listens()) {
      return home.orders();
    }
    HeardPrices heard = HeardPrices.read(situation.memory().get(home.usagePoint()));
    return home.told(bidding, heard.signal(hour), hour);
  }

  /** The hub's part: it sees orders and sends what was filled; that holds, heard or not. */
  private void clear(Situation situation, Channel channel, Decision decision) {
    List<Order> orders = OrderMessage.receive(channel);
    for (Order order : orders) {
      decision
          .orders()
          .add(
              new MarketOrder(
                  situation.community(),
                  name(),
                  order.id(),
                  order.owner(),
                  order.side(),
                  situation.at(),
                  Hours.SECONDS,
                  order.quantityWh(),
                  order.priceMilliCentPerKwh(),
                  situation.at()));
    }
    AuctionRule.Outcome outcome = rule.clear(orders, situation);
    ClearingResult result = outcome.result();
    decision.keep(result.budgetSurplusMicroCent());
    OptionalLong price = result.priceMilliCentPerKwh();
    decision
        .clearings()
        .add(
            new Clearing(
                situation.community(),
                name(),
                rule.name(),
                situation.at(),
                Hours.SECONDS,
                result.status(),
                price.isPresent() ? price.getAsLong() : null,
                result.tradedWh(),
                result.rationedWh(),
                result.welfareMicroCent(),
                result.trades(),
                situation.at(),
                outcome.network(),
                result.budgetSurplusMicroCent(),
                outcome.gridFeesMicroCent(),
                outcome.congestionMicroCent(),
                outcome.nodes(situation.community())));
    Map<String, Long> pays = result.paysMicroCentByOwner();
    result
        .boughtWhByOwner()
        .forEach(
            (owner, boughtWh) ->
                decision.contracts().put(owner, new Decision.Contract(boughtWh, pays.get(owner))));
    tell(channel, orders, result);
  }

  private void tell(Channel channel, List<Order> orders, ClearingResult result) {
    ResultMessage.sendPrice(channel, result.priceMilliCentPerKwh());
    if (listens()) {
      long demandWh = 0;
      long supplyWh = 0;
      for (Order order : orders) {
        demandWh += order.side() == Side.BID ? order.quantityWh() : 0;
        supplyWh += order.side() == Side.ASK ? order.quantityWh() : 0;
      }
      ResultMessage.sendTotals(
          channel, new ResultMessage.Totals(demandWh, supplyWh, result.meanPriceMilliCentPerKwh()));
    }
    result
        .boughtWhByOwner()
        .forEach((owner, boughtWh) -> ResultMessage.sendFill(channel, owner, boughtWh));
  }
}
