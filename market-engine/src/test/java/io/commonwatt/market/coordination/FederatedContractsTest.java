package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.settlement.SettlementLaw;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A federated power plant in a village whose wholesale price is mostly above what tariffs pay. */
class FederatedContractsTest {

  private static final String NAME = ContractStrategy.FEDERATED;
  private static final int DAYS = 4;
  private static final long UNIT_WH = 250;

  private static final Village VILLAGE = new Village(7, DAYS, 3600, 11);

  private static Run run;
  private static List<Settlement> settlements;

  @BeforeAll
  static void runBoth() {
    run =
        Run.of(VILLAGE.registry(NAME, ContractStrategy.NAME), VILLAGE.records(0.1), VILLAGE.end());
    settlements = run.settlements(NAME);
  }

  @Test
  void shouldSettleEveryHourByTheLaw() {
    assertThat(settlements).hasSize(24 * DAYS).allMatch(Settlement::complete);
    settlements.forEach(SettlementLaw::check);
    for (Settlement settlement : settlements) {
      long bought = settlement.members().stream().mapToLong(MemberSettlement::boughtWh).sum();
      assertThat(settlement.upstreamWh()).isEqualTo(-bought);
    }
    assertThat(run.settlements(ContractStrategy.NAME))
        .allMatch(settlement -> settlement.upstreamWh() == 0);
  }

  @Test
  void shouldSellWholeUnitsOrNone() {
    int sold = 0;
    for (Settlement settlement : settlements) {
      long wh = settlement.upstreamWh();
      assertThat(wh % UNIT_WH).isZero();
      assertThat(wh == 0 || wh >= ContractStrategy.LEAST_UPSTREAM_UNITS * UNIT_WH).isTrue();
      sold += wh > 0 ? 1 : 0;
    }
    assertThat(sold).isBetween(4, 24 * DAYS - 4);
  }

  /**
   * All of what the operator pays goes to those who deliver; to them it is worth the wholesale
   * price.
   */
  @Test
  void shouldPayTheWholesalePriceToWhoDelivers() {
    for (Settlement settlement : settlements) {
      assertThat(settlement.marketMicroCent())
          .isEqualTo(-settlement.upstreamWh() * settlement.wholesaleExportMilliCentPerKwh());
    }
    assertThat(upstreamSellers()).hasSizeGreaterThan(1);
  }

  @Test
  void shouldLeaveNoSellerWorseOffThanItsTariff() {
    for (Settlement settlement : settlements) {
      for (MemberSettlement member : settlement.members()) {
        if (member.boughtWh() < 0) {
          assertThat(-member.tradeMicroCent())
              .isGreaterThanOrEqualTo(-member.boughtWh() * member.exportPriceMilliCentPerKwh());
        }
      }
    }
  }

  /**
   * Where fewer units are signed than the operator takes, it says so and neighbours keep theirs.
   */
  @Test
  void shouldNegotiateAgainWithoutAnOperatorThatWithdrew() {
    Map<Instant, Set<String>> kinds = new HashMap<>();
    for (MarketMessage message : talk()) {
      kinds.computeIfAbsent(message.tick(), tick -> new HashSet<>()).add(message.kind());
    }
    int withdrawn = 0;
    for (Settlement settlement : settlements) {
      Set<String> said = kinds.getOrDefault(settlement.start(), Set.of());
      assertThat(said.contains("paid")).isEqualTo(settlement.upstreamWh() > 0);
      withdrawn += said.contains("withdrawn") ? 1 : 0;
      assertThat(said.contains("withdrawn") && said.contains("paid")).isFalse();
    }
    assertThat(withdrawn).isPositive();
  }

  @Test
  void shouldTalkBetweenTwoOnly() {
    assertThat(talk())
        .allMatch(
            message ->
                !message.receiver().equals(Channel.HUB)
                    && (!message.sender().equals(Channel.HUB)
                        || message.receiver().equals(Channel.ALL)));
  }

  private static Set<String> upstreamSellers() {
    Set<String> sellers = new HashSet<>();
    for (MarketMessage message : talk()) {
      if (message.kind().equals("paid")) {
        sellers.add(message.receiver());
      }
    }
    return sellers;
  }

  private static List<MarketMessage> talk() {
    return run.list(MarketMessage.class).stream()
        .filter(message -> message.strategy().equals(NAME))
        .filter(message -> message.account() == Account.OPERATION)
        .toList();
  }
}
