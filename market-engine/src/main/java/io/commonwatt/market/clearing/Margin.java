package io.commonwatt.market.clearing;

/**
 * Where supply meets demand.
 *
 * @param volumeWh greatest volume at which the marginal bid covers the marginal ask
 * @param lastBid place of the last bid matched
 * @param lastAsk place of the last ask matched
 * @param bid its price, milli-cent per kWh
 * @param ask its price, milli-cent per kWh
 * @param openBid price of the best bid not matched in full; the least long when there is none
 * @param openAsk price of the best ask not matched in full; the greatest long when there is none
 */
record Margin(
    long volumeWh, int lastBid, int lastAsk, long bid, long ask, long openBid, long openAsk) {

  /** The margin of sorted sides. */
  static Margin of(Sides sides) {
    Order[] bids = sides.bids();
    Order[] asks = sides.asks();
    int bid = 0;
    int ask = 0;
    long bidLeft = bids[0].quantityWh();
    long askLeft = asks[0].quantityWh();
    long volumeWh = 0;
    int lastBid = -1;
    int lastAsk = -1;
    while (bid < bids.length
        && ask < asks.length
        && bids[bid].priceMilliCentPerKwh() >= asks[ask].priceMilliCentPerKwh()) {
      long quantityWh = Math.min(bidLeft, askLeft);
      volumeWh += quantityWh;
      bidLeft -= quantityWh;
      askLeft -= quantityWh;
      lastBid = bid;
      lastAsk = ask;
      if (bidLeft == 0 && ++bid < bids.length) {
        bidLeft = bids[bid].quantityWh();
      }
      if (askLeft == 0 && ++ask < asks.length) {
        askLeft = asks[ask].quantityWh();
      }
    }
    return new Margin(
        volumeWh,
        lastBid,
        lastAsk,
        lastBid < 0 ? 0 : bids[lastBid].priceMilliCentPerKwh(),
        lastAsk < 0 ? 0 : asks[lastAsk].priceMilliCentPerKwh(),
        bid < bids.length ? bids[bid].priceMilliCentPerKwh() : Long.MIN_VALUE,
        ask < asks.length ? asks[ask].priceMilliCentPerKwh() : Long.MAX_VALUE);
  }
}
