package io.commonwatt.market.clearing;

/**
 * The k-double auction with discriminatory prices: the volume of the uniform auction, best bid
 * paired with best ask, each pair at the floor of k · bid + (1 − k) · ask. Lin, Pipattanasomporn,
 * Rahman 2019.
 */
public final class DiscriminatoryDoubleAuction extends BatchMechanism {

  public static final String NAME = "k-double-auction-discriminatory";

  private final KPrice kPrice;

  /**
   * An auction.
   *
   * @param kPercent place of a price between the pair's ask (0) and its bid (100)
   */
  public DiscriminatoryDoubleAuction(int kPercent) {
    kPrice = new KPrice(kPercent);
  }

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
    return Matching.efficient(sides, margin)
        .at(
            (bid, ask) -> kPrice.between(bid.priceMilliCentPerKwh(), ask.priceMilliCentPerKwh()),
            sides.insideWh(margin.bid(), margin.ask()));
  }
}
