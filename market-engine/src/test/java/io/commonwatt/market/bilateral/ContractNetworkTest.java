package io.commonwatt.market.bilateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContractNetworkTest {

  private static final long STEP = 2;
  private static final int MOST = 60;

  @Test
  void shouldPairTheBuyerWithItsNearerSeller() {
    ContractNetwork network =
        new ContractNetwork(
            List.of(
                new Trader("b", true, List.of(30L)),
                new Trader("near", false, List.of(10L)),
                new Trader("far", false, List.of(10L))),
            List.of(new Contract("x", "b", "far", 5), new Contract("y", "b", "near", 1)),
            1);
    ContractNetwork.Signed signed = network.negotiate();

    assertThat(signed.priceMilliCent()).containsExactly(Map.entry("y", 10L));
    assertThat(signed.welfareMilliCent()).isEqualTo(19);
    assertThat(signed.rounds()).isEqualTo(1);
  }

  @Property(tries = 300)
  void shouldEndStableNearTheBestWelfareAndWithinTheBound(@ForAll long seed) {
    Random random = new Random(seed);
    List<Trader> traders = new ArrayList<>();
    List<Contract> contracts = new ArrayList<>();
    draw(random, traders, contracts);
    ContractNetwork.Signed signed = new ContractNetwork(traders, contracts, STEP).negotiate();

    assertThat(signed.rounds())
        .isLessThanOrEqualTo((int) (contracts.size() * (MOST / STEP + 1) + 1));
    assertThat(signed.welfareMilliCent())
        .as("welfare, seed %d", seed)
        .isGreaterThanOrEqualTo(bestWelfare(traders, contracts) - contracts.size() * STEP);
    requireStable(traders, contracts, signed, seed);
    Collections.shuffle(traders, random);
    Collections.shuffle(contracts, random);
    assertThat(new ContractNetwork(traders, contracts, STEP).negotiate())
        .as("order of the lists, seed %d", seed)
        .isEqualTo(signed);
  }

  @Test
  void shouldRefuseWhatIsNoNetwork() {
    assertThatThrownBy(() -> new Trader("b", true, List.of(1L, 2L)))
        .hasMessageContaining("values of a buyer fall");
    assertThatThrownBy(
            () ->
                new ContractNetwork(
                    List.of(new Trader("b", true, List.of(1L))),
                    List.of(new Contract("c", "b", "s", 0)),
                    1))
        .hasMessage("Contract 'c': 's' is not a seller of this network");
  }

  private static void draw(Random random, List<Trader> traders, List<Contract> contracts) {
    int buyers = 1 + random.nextInt(3);
    int sellers = 1 + random.nextInt(3);
    for (int i = 0; i < buyers + sellers; i++) {
      boolean buys = i < buyers;
      List<Long> units = new ArrayList<>();
      for (int unit = 0; unit < 1 + random.nextInt(2); unit++) {
        units.add((long) random.nextInt(MOST));
      }
      units.sort(buys ? Comparator.reverseOrder() : Comparator.naturalOrder());
      traders.add(new Trader((buys ? "b" : "s") + i, buys, units));
    }
    for (int buyer = 0; buyer < buyers; buyer++) {
      for (int seller = buyers; seller < buyers + sellers; seller++) {
        if (contracts.size() < 12 && random.nextInt(4) > 0) {
          contracts.add(
              new Contract("c" + contracts.size(), "b" + buyer, "s" + seller, random.nextInt(6)));
        }
      }
    }
  }

  /**
   * No pair has an unsigned contract that, at a price of the grid, both want by more than a step.
   */
  private static void requireStable(
      List<Trader> traders, List<Contract> contracts, ContractNetwork.Signed signed, long seed) {
    for (Contract contract : contracts) {
      if (signed.priceMilliCent().containsKey(contract.id())) {
        continue;
      }
      for (long price = 0; price <= MOST; price++) {
        long buyer = gain(traders, contracts, signed, contract, contract.buyer(), price);
        long seller = gain(traders, contracts, signed, contract, contract.seller(), price);
        assertThat(buyer > STEP && seller > STEP)
            .as("%s at %d blocks, seed %d", contract, price, seed)
            .isFalse();
      }
    }
  }

  /** What a trader gains by adding a contract and dropping any of those it signed. */
  private static long gain(
      List<Trader> traders,
      List<Contract> contracts,
      ContractNetwork.Signed signed,
      Contract added,
      String id,
      long price) {
    Trader trader = traders.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    List<Long> own = new ArrayList<>();
    for (Contract contract : contracts) {
      Long paid = signed.priceMilliCent().get(contract.id());
      if (paid != null && (contract.buyer().equals(id) || contract.seller().equals(id))) {
        own.add(paid + (trader.buys() ? contract.feeMilliCent() : 0));
      }
    }
    long now = utility(trader, own);
    long best = Long.MIN_VALUE;
    for (int kept = 0; kept < 1 << own.size(); kept++) {
      List<Long> chosen = new ArrayList<>();
      chosen.add(price + (trader.buys() ? added.feeMilliCent() : 0));
      for (int i = 0; i < own.size(); i++) {
        if ((kept >> i & 1) == 1) {
          chosen.add(own.get(i));
        }
      }
      if (chosen.size() <= trader.unitMilliCent().size()) {
        best = Math.max(best, utility(trader, chosen));
      }
    }
    return best - now;
  }

  private static long utility(Trader trader, List<Long> prices) {
    long utility = 0;
    for (int i = 0; i < prices.size(); i++) {
      long margin = trader.unitMilliCent().get(i) - prices.get(i);
      utility += trader.buys() ? margin : -margin;
    }
    return utility;
  }

  private static long bestWelfare(List<Trader> traders, List<Contract> contracts) {
    long best = 0;
    for (int chosen = 0; chosen < 1 << contracts.size(); chosen++) {
      Map<String, Integer> counts = new TreeMap<>();
      long welfare = 0;
      boolean fits = true;
      for (int i = 0; i < contracts.size() && fits; i++) {
        if ((chosen >> i & 1) == 1) {
          Contract contract = contracts.get(i);
          welfare -= contract.feeMilliCent();
          for (String id : List.of(contract.buyer(), contract.seller())) {
            Trader trader =
                traders.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
            int unit = counts.merge(id, 1, Integer::sum);
            fits &= unit <= trader.unitMilliCent().size();
            if (fits) {
              welfare += (trader.buys() ? 1 : -1) * trader.unitMilliCent().get(unit - 1);
            }
          }
        }
      }
      best = fits ? Math.max(best, welfare) : best;
    }
    return best;
  }
}
