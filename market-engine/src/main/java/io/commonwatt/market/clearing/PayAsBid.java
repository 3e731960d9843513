package io.commonwatt.market.clearing;

/**
 * Every buyer pays its bid, every seller is paid its ask; the market operator keeps the difference,
 * which is the whole welfare. Volume as in the uniform auction.
 */
public final class PayAsBid extends BatchMechanism {

  public static final String NAME = "pay-as-bid";

  private static final PairPrice OWN =
      new PairPrice() {
        @Override
        public long buyer(Order bid, Order ask) {
          return bid.priceMilliCentPerKwh();
        }

        @Override
        public long seller(Order bid, Order ask) {
          return ask.priceMilliCentPerKwh();
        }
      };

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
    if (margin.volumeWh() == 0) {
      return ClearingResult.noTrade();
    }
    return Matching.efficient(sides, margin).at(OWN, sides.insideWh(margin.bid(), margin.ask()));
  }
}
