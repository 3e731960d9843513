package io.commonwatt.market.clearing;

/**
 * The mid-market rate: everyone who accepts it trades at the midpoint of the import and the export
 * price, and the longer side is cut pro rata, whatever it bid; what is left goes to the grid and is
 * no part of the clearing. Not efficient when orders have other prices than the two. Tushar et al.
 * 2020.
 */
public final class MidMarketRate extends BatchMechanism {

  public static final String NAME = "mid-market-rate";

  private final boolean given;
  private final long rate;

  /** Between the highest bid and the lowest ask of the book. */
  public MidMarketRate() {
    given = false;
    rate = 0;
  }

  /**
   * Between the prices of the grid, milli-cent per kWh.
   *
   * @param importPrice what the grid asks
   * @param exportPrice what the grid pays
   */
  public MidMarketRate(long importPrice, long exportPrice) {
    given = true;
    rate = KPrice.midpoint(importPrice, exportPrice);
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
    Order[] bids = sides.bids();
    Order[] asks = sides.asks();
    long price =
        given
            ? rate
            : KPrice.midpoint(bids[0].priceMilliCentPerKwh(), asks[0].priceMilliCentPerKwh());
    int buying = 0;
    while (buying < bids.length && bids[buying].priceMilliCentPerKwh() >= price) {
      buying++;
    }
    int selling = 0;
    while (selling < asks.length && asks[selling].priceMilliCentPerKwh() <= price) {
      selling++;
    }
    if (buying == 0 || selling == 0) {
      return ClearingResult.noTrade();
    }
    return new Matching(Filled.first(bids, buying), Filled.first(asks, selling))
        .rationLongSide()
        .at(PairPrice.uniform(price), sides.insideWh(price, price));
  }
}
