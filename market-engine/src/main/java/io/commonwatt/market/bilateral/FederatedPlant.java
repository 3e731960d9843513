package io.commonwatt.market.bilateral;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A federated power plant: sellers that trade with their neighbours anyway also sign unit contracts
 * towards an upstream contract with the grid operator, and so form a plant from below. Nobody
 * gathers data; the operator is one more buyer of the network. The upstream contract holds when
 * enough units are signed for it, else all negotiate again without it. What the operator pays
 * beyond the prices of the units is shared by units. Morstyn, Farrell, Darby, McCulloch 2018.
 * Stateless and thread-safe.
 */
public final class FederatedPlant {

  private FederatedPlant() {}

  /**
   * What the operator asks for.
   *
   * @param operator its name, a buyer of the network by this
   * @param units it takes at most
   * @param leastUnits below which it takes none
   * @param priceMilliCent it pays for each
   */
  public record Upstream(String operator, int units, int leastUnits, long priceMilliCent) {

    public Upstream {
      if (units < 1 || leastUnits < 1 || leastUnits > units || priceMilliCent < 0) {
        throw new IllegalArgumentException(
            "Upstream contract of '"
                + operator
                + "': "
                + leastUnits
                + " to "
                + units
                + " units at "
                + priceMilliCent
                + " milli-cent; units are 1 or more, the least at most the most, the price not"
                + " negative");
      }
    }
  }

  /**
   * What formed.
   *
   * @param accepted whether the upstream contract holds
   * @param local what members signed among themselves, prices by contract
   * @param unitsByMember what each member of the plant delivers upstream; empty where there is none
   * @param paidMilliCentByMember what it gets for it, the operator's whole payment shared out
   * @param rounds of the negotiation that counts
   * @param messages of all negotiations
   */
  public record Formed(
      boolean accepted,
      Map<String, Long> local,
      Map<String, Integer> unitsByMember,
      Map<String, Long> paidMilliCentByMember,
      int rounds,
      int messages) {}

  /**
   * Lets members negotiate with each other and with the operator.
   *
   * @param members buyers and sellers
   * @param contracts possible among them
   * @param stepMilliCent by which prices rise
   */
  public static Formed form(
      Upstream upstream, List<Trader> members, List<Contract> contracts, long stepMilliCent) {
    List<Trader> traders = new ArrayList<>(members);
    List<Long> values = new ArrayList<>();
    for (int unit = 0; unit < upstream.units(); unit++) {
      values.add(upstream.priceMilliCent());
    }
    traders.add(new Trader(upstream.operator(), true, values));
    List<Contract> all = new ArrayList<>(contracts);
    Map<String, String> sellers = new TreeMap<>();
    for (Trader member : members) {
      for (int unit = 0; !member.buys() && unit < member.unitMilliCent().size(); unit++) {
        String id = String.format("%s>%s#%05d", member.id(), upstream.operator(), unit);
        all.add(new Contract(id, upstream.operator(), member.id(), 0));
        sellers.put(id, member.id());
      }
    }
    ContractNetwork.Signed with = new ContractNetwork(traders, all, stepMilliCent).negotiate();
    Map<String, Integer> units = new TreeMap<>();
    Map<String, Long> paid = new TreeMap<>();
    Map<String, Long> local = new TreeMap<>(with.priceMilliCent());
    local.keySet().removeAll(sellers.keySet());
    int signed = 0;
    for (Map.Entry<String, String> contract : sellers.entrySet()) {
      Long price = with.priceMilliCent().get(contract.getKey());
      if (price != null) {
        units.merge(contract.getValue(), 1, Integer::sum);
        paid.merge(contract.getValue(), price, Long::sum);
        signed++;
      }
    }
    if (signed < upstream.leastUnits()) {
      ContractNetwork.Signed without =
          new ContractNetwork(members, contracts, stepMilliCent).negotiate();
      return new Formed(
          false,
          without.priceMilliCent(),
          Map.of(),
          Map.of(),
          without.rounds(),
          with.messages() + without.messages());
    }
    shareRest(upstream.priceMilliCent(), units, paid);
    return new Formed(true, local, units, paid, with.rounds(), with.messages());
  }

  /**
   * Shares what the operator pays beyond the prices of the units by units; what does not divide
   * goes to members in the order of ids.
   *
   * @param price the operator pays for each unit
   * @param units by member
   * @param paid by member, so far the prices of its units; the rest is added
   */
  public static void shareRest(long price, Map<String, Integer> units, Map<String, Long> paid) {
    int signed = units.values().stream().mapToInt(Integer::intValue).sum();
    if (signed == 0) {
      return;
    }
    long rest = Math.multiplyExact(price, signed);
    for (long part : paid.values()) {
      rest -= part;
    }
    long each = Math.floorDiv(rest, signed);
    long left = rest - each * signed;
    for (Map.Entry<String, Integer> member : new LinkedHashMap<>(units).entrySet()) {
      long more = Math.min(left, member.getValue());
      paid.merge(member.getKey(), each * member.getValue() + more, Long::sum);
      left -= more;
    }
  }
}
