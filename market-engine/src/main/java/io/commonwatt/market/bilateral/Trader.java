package io.commonwatt.market.bilateral;

import java.util.List;

/**
 * One side of the contract network: what the first, second, … unit is worth to a buyer, or costs a
 * seller. Marginal values fall and marginal costs rise, so that contracts are substitutes.
 *
 * @param id its name
 * @param buys whether it buys
 * @param unitMilliCent marginal value or cost of each unit, milli-cent a unit
 */
public record Trader(String id, boolean buys, List<Long> unitMilliCent) {

  public Trader {
    unitMilliCent = List.copyOf(unitMilliCent);
    for (int i = 1; i < unitMilliCent.size(); i++) {
      long step = unitMilliCent.get(i) - unitMilliCent.get(i - 1);
      if (buys ? step > 0 : step < 0) {
        throw new IllegalArgumentException(
            "Trader '"
                + id
                + "': unit "
                + (i + 1)
                + " breaks the order; values of a buyer fall, costs of a seller rise");
      }
    }
  }
}
