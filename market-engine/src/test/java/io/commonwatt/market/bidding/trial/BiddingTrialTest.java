package io.commonwatt.market.bidding.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.market.bidding.BiddingStrategies;
import io.commonwatt.market.clearing.ClearingMechanism;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BiddingTrialTest {

  @Property(tries = 8)
  void shouldReachTheGreatestWelfareWhereAllTellTheTruth(@ForAll long seed) {
    for (String mechanism : List.of("k-double-auction", "pay-as-clear", "vcg", "pay-as-bid")) {
      BiddingTrial.Row row = run(mechanism, BiddingStrategies.TRUTHFUL, 4, seed);
      assertThat(row.efficiency()).as("%s, seed %d", mechanism, seed).isCloseTo(1, within(1e-12));
      assertThat(row.tradedWh()).isPositive();
    }
  }

  @Property(tries = 8)
  void shouldKeepThePromiseOnMoneyWhateverIsTold(@ForAll long seed) {
    Random random = new Random(seed);
    for (String name : ClearingMechanism.listNames()) {
      if (BiddingTrial.takes(name)) {
        List<String> all = BiddingStrategies.listNames();
        String bidding = all.get(random.nextInt(all.size()));
        BiddingTrial.Row row = run(name, bidding, 3, seed);
        assertThat(ClearingMechanism.named(name, 50).budget().allows(row.surplusMicroCent()))
            .as("%s, %s, seed %d", name, bidding, seed)
            .isTrue();
        assertThat(row.welfareMicroCent()).isLessThanOrEqualTo(row.optimalMicroCent());
      }
    }
  }

  @Test
  void shouldSaveByTradingAndLoseByRandomPrices() {
    BiddingTrial.Row truth = run("k-double-auction", BiddingStrategies.TRUTHFUL, 14, 1);
    BiddingTrial.Row random = run("k-double-auction", "zero-intelligence", 14, 1);
    System.out.print(BiddingTrial.toMarkdown(List.of(truth, random)));
    assertThat(truth.saving()).isPositive();
    assertThat(random.efficiency()).isLessThan(truth.efficiency());
    assertThat(run("k-double-auction", "zero-intelligence", 14, 1)).isEqualTo(random);
    assertThat(random.tariffMicroCent()).isEqualTo(truth.tariffMicroCent());
  }

  private static BiddingTrial.Row run(String mechanism, String bidding, int days, long seed) {
    return BiddingTrial.run(
        ClearingMechanism.named(mechanism, 50), BiddingStrategies.named(bidding), 9, days, seed);
  }
}
