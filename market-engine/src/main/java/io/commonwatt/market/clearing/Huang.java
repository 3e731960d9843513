package io.commonwatt.market.clearing;

/**
 * The multi-unit double auction of Huang, Scheller-Wolf, Sycara 2002: the marginal bid and ask set
 * the buyers' and the sellers' price and do not trade; those better do, the longer side cut pro
 * rata. The market operator keeps the difference. With one order of each owner and true quantities,
 * no one gains by misreporting a price; withholding or overstating energy can pay.
 */
public final class Huang extends BatchMechanism {

  public static final String NAME = "huang";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Budget budget() {
    return Budget.SURPLUS;
  }

  @Override
  ClearingResult clear(Sides sides) {
    Margin margin = Margin.of(sides);
    if (margin.lastBid() < 1 || margin.lastAsk() < 1) {
      return ClearingResult.noTrade();
    }
    Matching matching =
        new Matching(
                Filled.first(sides.bids(), margin.lastBid()),
                Filled.first(sides.asks(), margin.lastAsk()))
            .rationLongSide();
    return matching.at(
        PairPrice.of(margin.bid(), margin.ask()), sides.insideWh(margin.bid(), margin.ask()));
  }
}
