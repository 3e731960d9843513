package io.commonwatt.market.coordination;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.clearing.ClearingMechanism;
import io.commonwatt.market.clearing.ClearingResult;
import io.commonwatt.market.clearing.Order;
import io.commonwatt.market.dispatch.Dispatcher;
import io.commonwatt.market.observation.Hours;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Mediated competition: a double auction between homes for the hour to come. Each home plans on its
 * tariff, bids its expected net load and, at the value its own plan puts on stored energy, its
 * stores; the hub clears; each home plans again around what it bought. What is metered otherwise is
 * settled at the tariff.
 */
public final class AuctionStrategy extends StrategyFrame {

  public static final String NAME = "auction";

  private final Dispatcher dispatcher;
  private final ClearingMechanism mechanism;

  public AuctionStrategy(Dispatcher dispatcher, ClearingMechanism mechanism) {
    super(NAME, Cell.MEDIATED_COMPETITION, Published.TARIFF);
    this.dispatcher = dispatcher;
    this.mechanism = mechanism;
  }

  @Override
  void coordinate(Situation situation, Channel channel, Decision decision) {
    TariffBoard board = TariffBoard.receive(channel);
    List<TradingHome> homes = new ArrayList<>();
    for (HomeView home : situation.homes()) {
      TradingHome trading = new TradingHome(situation, home, board.pricesOf(home), dispatcher);
      homes.add(trading);
      OrderMessage.send(channel, home.usagePoint(), trading.orders());
    }
    clear(situation, channel, decision);
    for (TradingHome home : homes) {
      home.follow(NAME, ResultMessage.receiveFill(channel, home.usagePoint()).orElse(0L), decision);
    }
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
        .forEach(
            (owner, boughtWh) -> {
              ResultMessage.sendFill(channel, owner, boughtWh);
              long paid = Math.multiplyExact(boughtWh, price.getAsLong());
              decision.contracts().put(owner, new Decision.Contract(boughtWh, paid));
            });
  }
}
