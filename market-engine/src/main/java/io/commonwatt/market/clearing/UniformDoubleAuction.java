package io.commonwatt.market.clearing;

import java.util.List;

/**
 * The k-double auction with a uniform price, in batch. It matches the greatest volume at which the
 * marginal bid still covers the marginal ask, so welfare is the optimum of the reported values. The
 * price is the floor of k · marginal bid + (1 − k) · marginal ask. Price decides, then pro rata at
 * the margin with largest remainder by id: the result is the same for every order of the book.
 */
public final class UniformDoubleAuction extends BatchMechanism {

  public static final String NAME = "k-double-auction";

  private final KPrice kPrice;

  /**
   * An auction.
   *
   * @param kPercent place of the price between the marginal ask (0) and the marginal bid (100)
   */
  public UniformDoubleAuction(int kPercent) {
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
    long price = kPrice.between(margin.bid(), margin.ask());
    return Matching.efficient(sides, margin)
        .at(PairPrice.uniform(price), sides.insideWh(price, price));
  }

  /** Best welfare a book allows, micro-cent, whatever the rule. */
  public static long optimalWelfareMicroCent(List<Order> orders) {
    return new UniformDoubleAuction(50).clear(orders).totalWelfareMicroCent();
  }
}
