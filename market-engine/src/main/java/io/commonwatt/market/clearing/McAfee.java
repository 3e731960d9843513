package io.commonwatt.market.clearing;

import java.util.HashSet;
import java.util.Set;

/**
 * McAfee's double auction for unit demand: every order is for the same energy, the unit, and no
 * owner has two; other books are refused, because there a lie can pay. Let z pairs cross. When the
 * midpoint of the first pair that does not cross lies between the z-th ask and bid, all z trade at
 * it; else z − 1 trade, buyers at the z-th bid, sellers at the z-th ask, and the market operator
 * keeps the difference. No one gains by misreporting a price. McAfee 1992, A dominant strategy
 * double auction.
 */
public final class McAfee extends BatchMechanism {

  public static final String NAME = "mcafee";

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
    requireUnitDemand(sides);
    Order[] bids = sides.bids();
    Order[] asks = sides.asks();
    int crossing = Margin.of(sides).lastBid() + 1;
    if (crossing == 0) {
      return ClearingResult.noTrade();
    }
    long bid = bids[crossing - 1].priceMilliCentPerKwh();
    long ask = asks[crossing - 1].priceMilliCentPerKwh();
    if (crossing < bids.length && crossing < asks.length) {
      long price =
          KPrice.midpoint(
              bids[crossing].priceMilliCentPerKwh(), asks[crossing].priceMilliCentPerKwh());
      if (price >= ask && price <= bid) {
        return trade(sides, crossing, price, price);
      }
    }
    return crossing == 1 ? ClearingResult.noTrade() : trade(sides, crossing - 1, bid, ask);
  }

  private static ClearingResult trade(Sides sides, int count, long buyers, long sellers) {
    return new Matching(Filled.first(sides.bids(), count), Filled.first(sides.asks(), count))
        .at(PairPrice.of(buyers, sellers), sides.insideWh(buyers, sellers));
  }

  private static void requireUnitDemand(Sides sides) {
    long unitWh = sides.bids()[0].quantityWh();
    Set<String> owners = new HashSet<>();
    for (Order[] side : new Order[][] {sides.bids(), sides.asks()}) {
      for (Order order : side) {
        if (order.quantityWh() != unitWh) {
          throw new BookRefusedException(
              "McAfee's auction needs orders of one size; '"
                  + order.id()
                  + "' is for "
                  + order.quantityWh()
                  + " Wh and others for "
                  + unitWh
                  + " Wh; use vcg or huang");
        }
        if (!owners.add(order.owner())) {
          throw new BookRefusedException(
              "McAfee's auction needs one order of each owner; '"
                  + order.owner()
                  + "' has more; use vcg");
        }
      }
    }
  }
}
