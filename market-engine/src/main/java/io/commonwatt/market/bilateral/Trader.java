package io.commonwatt.market.bilateral;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One side of the contract network: what the first, second, … unit is worth to a buyer, or costs a
 * seller. Marginal values fall and marginal costs rise, so that contracts are substitutes.
 *
 * @param id its name
 * @param buys whether it buys
 * @param unitMilliCent marginal value or cost of each unit, milli-cent a unit
 */
public record Trader(String id, boolean buys, List<Long> unitMilliCent) {

  /**
   * What it takes of some contracts of its own: the best while a unit gains, ties by id.
   *
   * @param priceMilliCent of each contract, the fee of the path not counted
   */
  public List<Contract> choose(List<Contract> among, ToLongFunction<Contract> priceMilliCent) {
    ToLongFunction<Contract> full =
        buys
            ? contract -> priceMilliCent.applyAsLong(contract) + contract.feeMilliCent()
            : priceMilliCent;
    List<Contract> sorted = new ArrayList<>(among);
    Comparator<Contract> byPrice = Comparator.comparingLong(full);
    sorted.sort((buys ? byPrice : byPrice.reversed()).thenComparing(Contract::id));
    List<Contract> chosen = new ArrayList<>();
    for (int i = 0; i < Math.min(unitMilliCent.size(), sorted.size()); i++) {
      long gain = unitMilliCent.get(i) - full.applyAsLong(sorted.get(i));
      if ((buys ? gain : -gain) < 0) {
        break;
      }
      chosen.add(sorted.get(i));
    }
    return chosen;
  }

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
