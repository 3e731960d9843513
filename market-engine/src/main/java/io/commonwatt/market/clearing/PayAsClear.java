package io.commonwatt.market.clearing;

/**
 * Uniform price at the dual of the volume balance: what one more kWh is worth. Where the dual is an
 * interval, which is when an order ends exactly at the crossing, its midpoint, rounded down. An
 * order that is part-filled sets the price. No volume inside the price is rationed except at it.
 */
public final class PayAsClear extends BatchMechanism {

  public static final String NAME = "pay-as-clear";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Budget budget() {
    return Budget.EXACT;
  }

  @Override
  ClearingResult clear(Sides sides) {
    Margin margin = Margin.of(sides);
    if (margin.volumeWh() == 0) {
      return ClearingResult.noTrade();
    }
    long price =
        KPrice.midpoint(
            Math.max(margin.ask(), margin.openBid()), Math.min(margin.bid(), margin.openAsk()));
    return Matching.efficient(sides, margin)
        .at(PairPrice.uniform(price), sides.insideWh(price, price));
  }
}
