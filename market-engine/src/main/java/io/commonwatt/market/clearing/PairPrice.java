package io.commonwatt.market.clearing;

/** Prices of a matched pair of orders, milli-cent per kWh. */
interface PairPrice {

  /** What the bid pays. */
  long buyer(Order bid, Order ask);

  /** What the ask is paid. */
  default long seller(Order bid, Order ask) {
    return buyer(bid, ask);
  }

  /** One price for all. */
  static PairPrice uniform(long price) {
    return (bid, ask) -> price;
  }

  /** One price for buyers and one for sellers. */
  static PairPrice of(long buyers, long sellers) {
    return new PairPrice() {
      @Override
      public long buyer(Order bid, Order ask) {
        return buyers;
      }

      @Override
      public long seller(Order bid, Order ask) {
        return sellers;
      }
    };
  }
}
