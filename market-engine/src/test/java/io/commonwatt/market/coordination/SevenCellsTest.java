package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.settlement.SettlementLaw;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every strategy on the same village, in the plain loop. */
class SevenCellsTest {

  private static final double EFFICIENCY = Math.sqrt(0.9);
  private static final int DAYS = 5;
  private static final int HOMES = 7;

  private static Run run;

  @BeforeAll
  static void runAll() {
    Village village = new Village(HOMES, DAYS, 3600, 7);
    Set<String> all = new HashSet<>(Strategies.listNames());
    run = Run.of(village.registry(all.toArray(new String[0])), village.records(0.1), village.end());
  }

  @Test
  void shouldSettleEveryHourOfEveryStrategyByTheLaw() {
    for (String strategy : Strategies.listNames()) {
      assertThat(run.settlements(strategy))
          .as(strategy)
          .hasSize(24 * DAYS)
          .allMatch(Settlement::complete);
      run.settlements(strategy).forEach(SettlementLaw::check);
      System.out.printf(
          "village %d days, %s: J %.2f EUR, bills %.2f EUR, peak %.2f kW%n",
          DAYS,
          strategy,
          cost(strategy) / 1e8,
          run.criteria(strategy).billMicroCent() / 1e8,
          run.criteria(strategy).peakKw());
    }
  }

  @Test
  void shouldRunEveryStrategyThatAFileMayName() {
    assertThat(Strategies.create(MarketSettings.defaults()).keySet())
        .containsExactlyElementsOf(StrategyPeriod.NAMES);
  }

  @Test
  void shouldClaimEveryCell() {
    EnumSet<Cell> claimed = EnumSet.noneOf(Cell.class);
    Strategies.create(MarketSettings.defaults())
        .values()
        .forEach(strategy -> claimed.add(strategy.cell()));
    assertThat(claimed).isEqualTo(EnumSet.allOf(Cell.class));
  }

  @Test
  void shouldCooperateToTheCommunitysGood() {
    double tariff = cost(TariffStrategy.NAME);
    double direct = cost(DirectStrategy.NAME);
    assertThat(direct).isLessThan(0.9 * tariff);
    // Equal batteries: planning one's share of the load is planning the whole.
    assertThat(cost(CoalitionStrategy.NAME)).isBetween(0.99 * direct, 1.01 * direct);
    assertThat(cost(ExchangeStrategy.NAME)).isLessThan(direct + 0.3 * (tariff - direct));
    assertThat(cost(MeshStrategy.NAME)).isLessThan(direct + 0.3 * (tariff - direct));
  }

  @Test
  void shouldTalkOnlyAsTheirCellAllows() {
    assertThat(talk(ContractStrategy.NAME))
        .allMatch(message -> isBroadcast(message) || peer(message));
    assertThat(talk(ContractStrategy.NAME)).anyMatch(SevenCellsTest::peer);
    assertThat(talk(MeshStrategy.NAME)).allMatch(message -> isBroadcast(message) || peer(message));
    assertThat(talk(ExchangeStrategy.NAME)).noneMatch(SevenCellsTest::peer);
    assertThat(talk(CoalitionStrategy.NAME)).noneMatch(SevenCellsTest::peer);
    assertThat(talk(LocalStrategy.NAME)).allMatch(SevenCellsTest::isBroadcast);
    assertThat(talk(TariffStrategy.NAME)).allMatch(SevenCellsTest::isBroadcast);
  }

  private static List<MarketMessage> talk(String strategy) {
    return run.list(MarketMessage.class).stream()
        .filter(message -> message.strategy().equals(strategy))
        .filter(message -> message.account() == Account.OPERATION)
        .toList();
  }

  private static boolean isBroadcast(MarketMessage message) {
    return message.sender().equals(Channel.HUB) && message.receiver().equals(Channel.ALL);
  }

  private static boolean peer(MarketMessage message) {
    return !message.sender().equals(Channel.HUB)
        && !message.receiver().equals(Channel.HUB)
        && !message.receiver().equals(Channel.ALL);
  }

  private static double cost(String strategy) {
    return run.resourceCostWithStock(strategy, EFFICIENCY);
  }
}
