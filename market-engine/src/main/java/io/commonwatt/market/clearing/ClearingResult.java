package io.commonwatt.market.clearing;

import io.commonwatt.contracts.market.Side;
import io.commonwatt.contracts.market.Trade;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Outcome of clearing one book. Amounts are micro-cent: Wh × milli-cent per kWh.
 *
 * @param fills traded orders, bids before asks, each by price and id
 * @param matches who buys from whom, between owners, best with best
 * @param tradedWh volume traded
 * @param rationedWh volume of orders at or inside the price that went unmatched
 * @param nettedWh volume that orders of one owner met of each other; no trade
 * @param welfareMicroCent value of the bids − cost of the asks, of what was traded
 * @param nettedWelfareMicroCent the same of what was netted
 */
public record ClearingResult(
    List<Fill> fills,
    List<Match> matches,
    long tradedWh,
    long rationedWh,
    long nettedWh,
    long welfareMicroCent,
    long nettedWelfareMicroCent) {

  public static final String TRADED = "TRADED";
  public static final String NO_TRADE = "NO_TRADE";

  public ClearingResult {
    fills = List.copyOf(fills);
    matches = List.copyOf(matches);
  }

  /** Nothing was traded. */
  static ClearingResult noTrade() {
    return new ClearingResult(List.of(), List.of(), 0, 0, 0, 0, 0);
  }

  /** {@link #TRADED} or {@link #NO_TRADE}. */
  public String status() {
    return tradedWh > 0 ? TRADED : NO_TRADE;
  }

  /** The one price of all trades; empty when nothing was traded or prices differ. */
  public OptionalLong priceMilliCentPerKwh() {
    if (matches.isEmpty()) {
      return OptionalLong.empty();
    }
    long price = matches.get(0).buyerPrice();
    for (Match match : matches) {
      if (match.buyerPrice() != price || match.sellerPrice() != price) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(price);
  }

  /** What buyers paid a kWh, rounded down; empty when nothing was traded. */
  public OptionalLong meanPriceMilliCentPerKwh() {
    return tradedWh == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.floorDiv(turnoverMicroCent(), tradedWh));
  }

  /**
   * Every price there is, buyers' before sellers', in the order of the matches: one of a uniform
   * rule, two of a rule with a buyers' and a sellers' price.
   */
  public List<Long> pricesMilliCentPerKwh() {
    Set<Long> prices = new LinkedHashSet<>();
    matches.forEach(match -> prices.add(match.buyerPrice()));
    matches.forEach(match -> prices.add(match.sellerPrice()));
    return List.copyOf(prices);
  }

  /** The matches at what buyers pay. */
  public List<Trade> trades() {
    List<Trade> trades = new ArrayList<>(matches.size());
    for (Match match : matches) {
      trades.add(new Trade(match.buyer(), match.seller(), match.quantityWh(), match.buyerPrice()));
    }
    return trades;
  }

  /** What buyers pay, micro-cent. */
  public long turnoverMicroCent() {
    return amountMicroCent(Side.BID);
  }

  /** What buyers pay less what sellers are paid, micro-cent: the market operator keeps it. */
  public long budgetSurplusMicroCent() {
    return Math.subtractExact(amountMicroCent(Side.BID), amountMicroCent(Side.ASK));
  }

  /** Welfare with self-consumption, micro-cent. */
  public long totalWelfareMicroCent() {
    return Math.addExact(welfareMicroCent, nettedWelfareMicroCent);
  }

  /** Net energy each owner bought, Wh, negative when sold; owners in order. */
  public Map<String, Long> boughtWhByOwner() {
    return byOwner(Fill::quantityWh);
  }

  /** Net amount each owner pays, micro-cent, negative when paid; owners in order. */
  public Map<String, Long> paysMicroCentByOwner() {
    return byOwner(Fill::amountMicroCent);
  }

  /**
   * Asserts what every clearing must keep: conservation of volume, individual rationality of each
   * owner, no trade with oneself, the promise about money.
   *
   * @throws IllegalStateException naming what broke
   */
  public void check(Budget budget) {
    long bids = 0;
    long asks = 0;
    Map<String, Long> gain = new TreeMap<>();
    for (Fill fill : fills) {
      Order order = fill.order();
      require(fill.quantityWh() > 0, "fill of '" + order.id() + "' is not positive");
      require(fill.quantityWh() <= order.quantityWh(), "order '" + order.id() + "' overfilled");
      long margin = Math.subtractExact(fill.valueMicroCent(), fill.amountMicroCent());
      gain.merge(order.owner(), order.side() == Side.BID ? margin : -margin, Math::addExact);
      bids += order.side() == Side.BID ? fill.quantityWh() : 0;
      asks += order.side() == Side.ASK ? fill.quantityWh() : 0;
    }
    gain.forEach((owner, amount) -> require(amount >= 0, "'" + owner + "' trades at a loss"));
    require(bids == asks && bids == tradedWh, "volume is not conserved");
    long traded = 0;
    for (Match match : matches) {
      require(!match.buyer().equals(match.seller()), "'" + match.buyer() + "' trades with itself");
      traded += match.quantityWh();
    }
    require(traded == tradedWh, "trades do not add up to the volume");
    long surplus = budgetSurplusMicroCent();
    require(budget.allows(surplus), "a surplus of " + surplus + " breaks the promise " + budget);
    require(rationedWh >= 0, "rationed volume is negative");
    require(welfareMicroCent >= 0 && nettedWelfareMicroCent >= 0, "welfare is negative");
  }

  private interface Part {
    long of(Fill fill);
  }

  private Map<String, Long> byOwner(Part part) {
    Map<String, Long> sums = new TreeMap<>();
    for (Fill fill : fills) {
      long amount = part.of(fill);
      sums.merge(
          fill.order().owner(),
          fill.order().side() == Side.BID ? amount : Math.negateExact(amount),
          Math::addExact);
    }
    return sums;
  }

  private long amountMicroCent(Side side) {
    long sum = 0;
    for (Fill fill : fills) {
      sum = fill.order().side() == side ? Math.addExact(sum, fill.amountMicroCent()) : sum;
    }
    return sum;
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("Clearing is wrong: " + what);
    }
  }
}
