package io.commonwatt.market.bilateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.market.bilateral.FederatedPlant.Formed;
import io.commonwatt.market.bilateral.FederatedPlant.Upstream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FederatedPlantTest {

  private static final long STEP = 100;
  private static final String OPERATOR = "operator";

  @Test
  void shouldFormFromThreeSellersWhatNoneHasAlone() {
    List<Trader> members =
        List.of(
            new Trader("a", false, List.of(1_000L, 2_000L)),
            new Trader("b", false, List.of(1_500L)),
            new Trader("c", false, List.of(9_000L)),
            new Trader("d", true, List.of(3_000L)));
    List<Contract> local = List.of(new Contract("a>d", "d", "a", 0));
    Formed formed = FederatedPlant.form(new Upstream(OPERATOR, 2, 2, 5_000), members, local, STEP);

    assertThat(formed.accepted()).isTrue();
    // Three units are wanted by d and the operator, a and b have three below what both would pay.
    assertThat(formed.unitsByMember().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(2);
    assertThat(formed.unitsByMember()).doesNotContainKey("c");
    assertThat(formed.local()).containsOnlyKeys("a>d");
    assertThat(formed.paidMilliCentByMember().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(2 * 5_000);
  }

  @Test
  void shouldLeaveTheNeighboursContractsWhereTheOperatorAsksForMoreThanThereIs() {
    List<Trader> members =
        List.of(new Trader("a", false, List.of(1_000L)), new Trader("d", true, List.of(3_000L)));
    List<Contract> local = List.of(new Contract("a>d", "d", "a", 0));
    Formed formed = FederatedPlant.form(new Upstream(OPERATOR, 2, 2, 5_000), members, local, STEP);

    assertThat(formed.accepted()).isFalse();
    assertThat(formed.unitsByMember()).isEmpty();
    assertThat(formed.local()).containsOnlyKeys("a>d");
    assertThat(formed.local())
        .isEqualTo(new ContractNetwork(members, local, STEP).negotiate().priceMilliCent());
  }

  @Property(tries = 60)
  void shouldPayEverybodyAtLeastItsCostAndShareAllThatTheOperatorPays(@ForAll long seed) {
    Random random = new Random(seed);
    List<Trader> members = members(random);
    List<Contract> local = contracts(members);
    Upstream upstream = new Upstream(OPERATOR, 1 + random.nextInt(4), 1, 500L * random.nextInt(40));
    Formed formed = FederatedPlant.form(upstream, members, local, STEP);

    int delivered = formed.unitsByMember().values().stream().mapToInt(Integer::intValue).sum();
    long paid = formed.paidMilliCentByMember().values().stream().mapToLong(Long::longValue).sum();
    assertThat(formed.accepted()).as("seed %d", seed).isEqualTo(delivered > 0);
    assertThat(delivered).isLessThanOrEqualTo(upstream.units());
    assertThat(paid).isEqualTo(delivered * upstream.priceMilliCent());
    for (Trader member : members) {
      int units = formed.unitsByMember().getOrDefault(member.id(), 0);
      List<Long> prices = new ArrayList<>();
      for (Contract contract : local) {
        Long price = formed.local().get(contract.id());
        if (price != null && contract.seller().equals(member.id())) {
          prices.add(price);
        }
      }
      if (member.buys()) {
        assertThat(units).isZero();
        continue;
      }
      int all = units + prices.size();
      assertThat(all).isLessThanOrEqualTo(member.unitMilliCent().size());
      long cost = member.unitMilliCent().subList(0, all).stream().mapToLong(c -> c).sum();
      long income =
          prices.stream().mapToLong(p -> p).sum()
              + formed.paidMilliCentByMember().getOrDefault(member.id(), 0L);
      assertThat(income).as("seed %d, %s", seed, member.id()).isGreaterThanOrEqualTo(cost);
    }
    // Nobody who could still deliver below the operator's price by a step is left out.
    if (delivered < upstream.units()) {
      for (Trader member : members) {
        int used = formed.unitsByMember().getOrDefault(member.id(), 0);
        for (Contract contract : local) {
          used +=
              contract.seller().equals(member.id()) && formed.local().containsKey(contract.id())
                  ? 1
                  : 0;
        }
        if (!member.buys() && used < member.unitMilliCent().size()) {
          assertThat(member.unitMilliCent().get(used))
              .as("seed %d, %s", seed, member.id())
              .isGreaterThan(upstream.priceMilliCent() - STEP);
        }
      }
    }
  }

  @Test
  void shouldRefuseAnUpstreamContractThatCannotBe() {
    assertThatThrownBy(() -> new Upstream(OPERATOR, 2, 3, 100))
        .hasMessageContaining("'operator'")
        .hasMessageContaining("the least at most the most");
  }

  private static List<Trader> members(Random random) {
    List<Trader> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean buys = i % 2 == 0;
      List<Long> units = new ArrayList<>();
      for (int unit = random.nextInt(3); unit >= 0; unit--) {
        units.add(250L * random.nextInt(60));
      }
      units.sort(buys ? Comparator.reverseOrder() : Comparator.naturalOrder());
      members.add(new Trader("m" + i, buys, units));
    }
    return members;
  }

  private static List<Contract> contracts(List<Trader> members) {
    List<Contract> contracts = new ArrayList<>();
    for (Trader seller : members) {
      for (Trader buyer : members) {
        if (!seller.buys() && buyer.buys()) {
          for (int unit = 0; unit < seller.unitMilliCent().size(); unit++) {
            contracts.add(
                new Contract(
                    seller.id() + '>' + buyer.id() + '#' + unit, buyer.id(), seller.id(), 0));
          }
        }
      }
    }
    return contracts;
  }
}
