package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.ClearingNode;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.settlement.SettlementLaw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Auctions of other mechanisms and bidding strategies, by their names, on one village. */
class AuctionRulesTest {

  private static final String SAME = "auction/k-double-auction/truthful";
  private static final String POWER = "auction/pay-as-clear/market-power";
  private static final String RANDOM = "auction/order-book/zero-intelligence";
  private static final String PAIRS = "auction/k-double-auction-discriminatory/best-price";

  private static final String NODAL = "auction/nodal";

  private static Run run;
  private static Run again;

  @BeforeAll
  static void runAll() {
    Village village = new Village(7, 4, 3600, 11);
    String[] names = {"auction", SAME, POWER, RANDOM, PAIRS, "auction/mid-market-rate"};
    run = Run.of(village.registry(names), village.records(0.1), village.end());
    again = Run.of(village.registry(POWER, RANDOM), village.records(0.1), village.end());
  }

  @Test
  void shouldSettleEveryHourByTheLaw() {
    for (String name : List.of("auction", POWER, RANDOM, PAIRS, "auction/mid-market-rate")) {
      assertThat(run.settlements(name)).as(name).hasSize(24 * 4).allMatch(Settlement::complete);
      run.settlements(name).forEach(SettlementLaw::check);
      assertThat(clearings(name)).as(name).anyMatch(clearing -> clearing.tradedWh() > 0);
    }
    assertThat(clearings(PAIRS))
        .anyMatch(c -> c.tradedWh() > 0 && c.priceMilliCentPerKwh() == null);
  }

  @Test
  void shouldBeTheReferenceByItsFullName() {
    assertThat(run.criteria(SAME).billMicroCent())
        .isEqualTo(run.criteria("auction").billMicroCent());
    assertThat(run.setpoints(SAME)).isEqualTo(run.setpoints("auction"));
  }

  @Test
  void shouldAskMoreWithMarketPowerThanInTruth() {
    assertThat(meanAsk(POWER)).isGreaterThan(1.2 * meanAsk("auction"));
  }

  @Test
  void shouldRepeatItselfWhateverElseRuns() {
    for (String name : List.of(POWER, RANDOM)) {
      assertThat(again.settlements(name)).isEqualTo(run.settlements(name));
    }
  }

  @Test
  void shouldBookWhatTheMarketKeeps() {
    Village village = new Village(7, 3, 3600, 11);
    List<String> names = List.of("auction/pay-as-bid", "auction/vcg", "auction/huang");
    Run kept =
        Run.of(village.registry(names.toArray(new String[0])), village.records(0.1), village.end());
    for (String name : names) {
      kept.settlements(name).forEach(SettlementLaw::check);
      assertThat(kept(kept, name)).as(name).isEqualTo(surplus(kept, name));
    }
    assertThat(kept(kept, "auction/pay-as-bid")).isPositive();
    assertThat(kept(kept, "auction/vcg")).isNegative();
  }

  @Test
  void shouldKeepWithinFeedersAndGiveTheIncomeAnAccount() {
    Village village = new Village(7, 4, 3600, 11).onTwoFeeders(0.4, 700);
    Run limited = Run.of(village.registry(NODAL), village.records(0.1), village.end());

    long fees = 0;
    long congestion = 0;
    int apart = 0;
    for (Clearing clearing : limited.list(Clearing.class)) {
      assertThat(clearing.network()).isEqualTo("limits");
      assertThat(clearing.nodes()).hasSize(3);
      assertThat(clearing.surplusMicroCent())
          .isEqualTo(clearing.gridFeesMicroCent() + clearing.congestionMicroCent());
      for (ClearingNode node : clearing.nodes()) {
        assertThat(Math.abs(node.flowWh())).isLessThanOrEqualTo(400);
      }
      fees += clearing.gridFeesMicroCent();
      congestion += clearing.congestionMicroCent();
      ClearingNode sunny = clearing.nodes().get(1);
      ClearingNode dark = clearing.nodes().get(2);
      if (sunny.flowWh() == 400) {
        assertThat(dark.priceMilliCentPerKwh() - sunny.priceMilliCentPerKwh())
            .isGreaterThanOrEqualTo(2 * 700);
        apart++;
      }
    }
    assertThat(apart).isPositive();
    assertThat(fees).isPositive();
    assertThat(congestion).isPositive();
    limited.settlements(NODAL).forEach(SettlementLaw::check);
    assertThat(kept(limited, NODAL)).isEqualTo(surplus(limited, NODAL)).isPositive();
  }

  @Test
  void shouldEqualPayAsClearWhereNoFeederBinds() {
    Village village = new Village(7, 4, 3600, 11).onTwoFeeders(100, 0);
    String flat = "auction/pay-as-clear";
    Run both = Run.of(village.registry(NODAL, flat), village.records(0.1), village.end());

    assertThat(both.setpoints(NODAL)).isEqualTo(both.setpoints(flat));
    assertThat(both.criteria(NODAL).billMicroCent()).isEqualTo(both.criteria(flat).billMicroCent());
    assertThat(kept(both, NODAL)).isZero();
    assertThat(surplus(both, flat)).isZero();
  }

  @Test
  void shouldRefuseRulesThereAreNot() {
    for (String name :
        List.of(
            "auction/sly",
            "auction/mcafee",
            "auction/pay-as-clear/sly",
            "auction/",
            "auction/a/b/c")) {
      assertThat(Strategies.isKnown(name)).as(name).isFalse();
    }
    assertThatThrownBy(() -> Strategies.named("auction/mcafee", MarketSettings.defaults()))
        .hasMessageContaining("No strategy 'auction/mcafee'")
        .hasMessageContaining("auction/MECHANISM[/BIDDING]");
  }

  private static long kept(Run run, String strategy) {
    return run.settlements(strategy).stream().mapToLong(Settlement::marketMicroCent).sum();
  }

  /** Of the hours that were settled. */
  private static long surplus(Run run, String strategy) {
    Set<Instant> settled = new HashSet<>();
    run.settlements(strategy).forEach(settlement -> settled.add(settlement.start()));
    return run.list(Clearing.class).stream()
        .filter(clearing -> clearing.strategy().equals(strategy))
        .filter(clearing -> settled.contains(clearing.start()))
        .mapToLong(Clearing::surplusMicroCent)
        .sum();
  }

  private static List<Clearing> clearings(String strategy) {
    return run.list(Clearing.class).stream().filter(c -> c.strategy().equals(strategy)).toList();
  }

  private static double meanAsk(String strategy) {
    List<Long> prices = new ArrayList<>();
    for (MarketOrder order : run.list(MarketOrder.class)) {
      if (order.strategy().equals(strategy) && order.side() == Side.ASK) {
        prices.add(order.priceMilliCentPerKwh());
      }
    }
    return prices.stream().mapToLong(Long::longValue).average().orElseThrow();
  }
}
