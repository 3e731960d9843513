package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.settlement.SettlementLaw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The exchange with services on a village. */
class ExchangeServicesTest {

  private static final String NAME = ExchangeStrategy.SERVICES;
  private static final int DAYS = 4;
  private static final Village VILLAGE = new Village(7, DAYS, 3600, 11);

  private static final List<Settlement> SETTLEMENTS = new ArrayList<>();
  private static final List<MarketMessage> MESSAGES = new ArrayList<>();

  @BeforeAll
  static void runIt() {
    MarketStep market = new MarketStep(VILLAGE.registry(NAME), MarketSettings.defaults(), true);
    StepDriver<MarketState> driver = new StepDriver<>(market);
    VILLAGE.records(0.1).forEach(record -> driver.file(Village.ID, record));
    driver.advanceTo(
        VILLAGE.end(),
        output -> {
          if (output instanceof Settlement settlement) {
            SETTLEMENTS.add(settlement);
          } else if (output instanceof MarketMessage message) {
            MESSAGES.add(message);
          }
        });
  }

  @Test
  void shouldSettleEveryHourByTheLaw() {
    assertThat(SETTLEMENTS).hasSize(24 * DAYS).allMatch(Settlement::complete);
    SETTLEMENTS.forEach(SettlementLaw::check);
  }

  @Test
  void shouldPayFromTheMarketWhatItTellsHomes() {
    Map<Instant, Long> told = new HashMap<>();
    for (MarketMessage message : MESSAGES) {
      if (message.kind().equals("paid")) {
        assertThat(message.sender()).isEqualTo(Channel.HUB);
        told.merge(message.tick(), 1L, Long::sum);
      }
    }
    long paid = 0;
    for (Settlement settlement : SETTLEMENTS) {
      long members = 0;
      long count = 0;
      for (MemberSettlement member : settlement.members()) {
        assertThat(member.boughtWh()).isZero();
        assertThat(member.tradeMicroCent()).isNotPositive();
        members += member.tradeMicroCent();
        count += member.tradeMicroCent() < 0 ? 1 : 0;
      }
      assertThat(settlement.marketMicroCent()).isEqualTo(members);
      assertThat(told.getOrDefault(settlement.start(), 0L)).isEqualTo(count);
      paid -= members;
    }
    System.out.printf("services of 7 homes in 4 days: %.2f EUR%n", paid / 1e8);
    assertThat(paid).isPositive();
  }

  /** Where response is called no store charges, whatever the sun does. */
  @Test
  void shouldNotChargeWhereResponseIsCalled() {
    Set<Instant> called = new HashSet<>();
    for (MarketMessage message : MESSAGES) {
      if (message.kind().equals("services") && Body.readProfiles(message.body())[0][0] > 0) {
        called.add(message.tick());
      }
    }
    assertThat(called).hasSizeBetween(DAYS, 12 * DAYS);
    long dischargedWh = 0;
    for (Settlement settlement : SETTLEMENTS) {
      for (MemberSettlement member : settlement.members()) {
        if (called.contains(settlement.start())) {
          assertThat(member.storageWh()).isLessThanOrEqualTo(1); // The plant rounds.
          dischargedWh -= member.storageWh();
        }
      }
    }
    assertThat(dischargedWh).isPositive();
  }
}
