package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.contracts.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Outcome of clearing one book. Amounts are micro-cent: Wh × milli-cent per kWh.
 *
 * @param priceMilliCentPerKwh uniform price; empty when nothing was traded
 * @param fills matched orders, bids before asks, each by price and id
 * @param trades who buys from whom, between owners
 * @param tradedWh volume matched
 * @param rationedWh volume of orders at or inside the price that went unmatched
 * @param nettedWh volume of orders that met another order of their own owner and was taken out
 * @param welfareMicroCent value of the bids − cost of the asks, of what was matched
 */
public record ClearingResult(
    OptionalLong priceMilliCentPerKwh,
    List<Fill> fills,
    List<Trade> trades,
    long tradedWh,
    long rationedWh,
    long nettedWh,
    long welfareMicroCent) {

  public static final String TRADED = "TRADED";
  public static final String NO_TRADE = "NO_TRADE";

  public ClearingResult {
    fills = List.copyOf(fills);
    trades = List.copyOf(trades);
  }

  /** {@link #TRADED} or {@link #NO_TRADE}. */
  public String status() {
    return tradedWh > 0 ? TRADED : NO_TRADE;
  }

  /** What buyers pay, micro-cent. */
  public long turnoverMicroCent() {
    long sum = 0;
    for (Trade trade : trades) {
      sum += Math.multiplyExact(trade.quantityWh(), trade.priceMilliCentPerKwh());
    }
    return sum;
  }

  /** What buyers pay less what sellers get, micro-cent. */
  public long budgetSurplusMicroCent() {
    return turnoverMicroCent() - sellersGetMicroCent();
  }

  /** Net energy each owner bought, Wh, negative when sold; owners in order. */
  public Map<String, Long> boughtWhByOwner() {
    Map<String, Long> bought = new TreeMap<>();
    for (Trade trade : trades) {
      bought.merge(trade.buyer(), trade.quantityWh(), Long::sum);
      bought.merge(trade.seller(), -trade.quantityWh(), Long::sum);
    }
    return bought;
  }

  /**
   * Asserts what every clearing must keep: conservation of volume, individual rationality, exact
   * budget balance, no trade with oneself.
   *
   * @throws IllegalStateException naming what broke
   */
  public void check() {
    long bids = 0;
    long asks = 0;
    for (Fill fill : fills) {
      Order order = fill.order();
      require(fill.quantityWh() > 0, "fill of '" + order.id() + "' is not positive");
      require(fill.quantityWh() <= order.quantityWh(), "order '" + order.id() + "' overfilled");
      long margin = order.priceMilliCentPerKwh() - priceMilliCentPerKwh.getAsLong();
      require(
          order.side() == Side.BID ? margin >= 0 : margin <= 0,
          "order '" + order.id() + "' trades at a loss");
      bids += order.side() == Side.BID ? fill.quantityWh() : 0;
      asks += order.side() == Side.ASK ? fill.quantityWh() : 0;
    }
    require(bids == asks && bids == tradedWh, "volume is not conserved");
    long traded = 0;
    for (Trade trade : trades) {
      require(!trade.buyer().equals(trade.seller()), "'" + trade.buyer() + "' trades with itself");
      traded += trade.quantityWh();
    }
    require(traded == tradedWh, "trades do not add up to the volume");
    require(budgetSurplusMicroCent() == 0, "the budget does not balance");
    require(tradedWh > 0 == priceMilliCentPerKwh.isPresent(), "price without trade");
    require(welfareMicroCent >= 0, "welfare is negative");
  }

  private long sellersGetMicroCent() {
    long sum = 0;
    for (Fill fill : fills) {
      if (fill.order().side() == Side.ASK) {
        sum += Math.multiplyExact(fill.quantityWh(), priceMilliCentPerKwh.getAsLong());
      }
    }
    return sum;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("Clearing is wrong: " + what);
    }
  }
}
