package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.market.Side;
import io.commonwatt.market.settlement.SettlementLaw;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Auctions of other mechanisms and bidding strategies, by their names, on one village. */
class AuctionRulesTest {

  private static final String SAME = "auction/k-double-auction/truthful";
  private static final String POWER = "auction/pay-as-clear/market-power";
  private static final String RANDOM = "auction/order-book/zero-intelligence";
  private static final String PAIRS = "auction/k-double-auction-discriminatory/best-price";

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
  void shouldRefuseRulesThereAreNot() {
    for (String name :
        List.of(
            "auction/vcg",
            "auction/mcafee",
            "auction/pay-as-clear/sly",
            "auction/",
            "auction/a/b/c")) {
      assertThat(Strategies.isKnown(name)).as(name).isFalse();
    }
    assertThatThrownBy(() -> Strategies.named("auction/vcg", MarketSettings.defaults()))
        .hasMessageContaining("No strategy 'auction/vcg'")
        .hasMessageContaining("auction/MECHANISM[/BIDDING]");
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
