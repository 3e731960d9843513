package io.commonwatt.market.bilateral;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A bilateral contract network: each round buyers ask for the contracts they want most at their
 * present prices, sellers take the best of what they are asked for, and the price of a contract
 * that is asked for and refused rises by a step. It ends when nothing is refused. Prices only rise
 * and no buyer asks above its value, so it ends within contracts · (greatest value − least cost) /
 * step + 1 rounds; contracts are substitutes, so the outcome is stable up to the step. Only buyer
 * and seller of a contract exchange messages about it. Kelso and Crawford 1982; Morstyn,
 * Teytelboym, McCulloch 2018. Stateless and thread-safe.
 */
public final class ContractNetwork {

  private final Map<String, Trader> traders = new TreeMap<>();
  private final List<Contract> contracts;
  private final long step;

  /**
   * A network.
   *
   * @param contracts that are possible, each of a buyer and a seller among the traders
   * @param stepMilliCent by which prices rise, positive
   */
  public ContractNetwork(List<Trader> traders, List<Contract> contracts, long stepMilliCent) {
    if (stepMilliCent <= 0) {
      throw new IllegalArgumentException(
          "The price step is " + stepMilliCent + " milli-cent; it must be positive");
    }
    traders.forEach(trader -> this.traders.put(trader.id(), trader));
    for (Contract contract : contracts) {
      requireTrader(contract, contract.buyer(), true);
      requireTrader(contract, contract.seller(), false);
    }
    List<Contract> sorted = new ArrayList<>(contracts);
    sorted.sort(Comparator.comparing(Contract::id));
    this.contracts = List.copyOf(sorted);
    step = stepMilliCent;
  }

  /**
   * What was signed.
   *
   * @param priceMilliCent of each signed contract, by its id
   * @param rounds it took, the last without a refusal
   * @param messages offers and answers, each along a pair that may contract
   * @param welfareMilliCent values − costs − fees of what was signed
   */
  public record Signed(
      Map<String, Long> priceMilliCent, int rounds, int messages, long welfareMilliCent) {}

  /** Adjusts prices until no offer is refused. */
  public Signed negotiate() {
    Map<Contract, Long> prices = new LinkedHashMap<>();
    long start = leastCost();
    contracts.forEach(contract -> prices.put(contract, start));
    int rounds = 0;
    int messages = 0;
    while (true) {
      rounds++;
      Set<Contract> offered = wanted(prices, contracts, true);
      Set<Contract> taken = wanted(prices, List.copyOf(offered), false);
      messages += 2 * offered.size();
      if (taken.size() == offered.size()) {
        return signed(prices, taken, rounds, messages);
      }
      for (Contract contract : offered) {
        if (!taken.contains(contract)) {
          prices.merge(contract, step, Math::addExact);
        }
      }
    }
  }

  private long leastCost() {
    long least = Long.MAX_VALUE;
    for (Trader trader : traders.values()) {
      if (!trader.buys() && !trader.unitMilliCent().isEmpty()) {
        least = Math.min(least, trader.unitMilliCent().get(0));
      }
    }
    return least == Long.MAX_VALUE ? 0 : least;
  }

  /** What each buyer, or each seller, takes of some contracts: the best while a unit gains. */
  private Set<Contract> wanted(Map<Contract, Long> prices, List<Contract> among, boolean buyers) {
    Map<String, List<Contract>> byTrader = new TreeMap<>();
    for (Contract contract : among) {
      byTrader
          .computeIfAbsent(
              buyers ? contract.buyer() : contract.seller(), trader -> new ArrayList<>())
          .add(contract);
    }
    Set<Contract> wanted = new LinkedHashSet<>();
    byTrader.forEach((trader, own) -> wanted.addAll(traders.get(trader).choose(own, prices::get)));
    return wanted;
  }

  private Signed signed(Map<Contract, Long> prices, Set<Contract> taken, int rounds, int messages) {
    Map<String, Long> signed = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    long welfare = 0;
    for (Contract contract : taken) {
      signed.put(contract.id(), prices.get(contract));
      welfare -= contract.feeMilliCent();
      for (String trader : List.of(contract.buyer(), contract.seller())) {
        int unit = counts.merge(trader, 1, Integer::sum) - 1;
        long value = traders.get(trader).unitMilliCent().get(unit);
        welfare += traders.get(trader).buys() ? value : -value;
      }
    }
    return new Signed(signed, rounds, messages, welfare);
  }

  private void requireTrader(Contract contract, String id, boolean buys) {
    Trader trader = traders.get(id);
    if (trader == null || trader.buys() != buys) {
      throw new IllegalArgumentException(
          "Contract '"
              + contract.id()
              + "': '"
              + id
              + "' is not a "
              + (buys ? "buyer" : "seller")
              + " of this network");
    }
  }
}
