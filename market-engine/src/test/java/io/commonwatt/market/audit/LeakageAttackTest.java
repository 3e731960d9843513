package io.commonwatt.market.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.market.channel.Body;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.coordination.ContractStrategy;
import io.commonwatt.market.coordination.ExchangeStrategy;
import io.commonwatt.market.coordination.Strategies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What messages that say all, or nothing, give away. */
class LeakageAttackTest {

  private static final Instant START = Instant.parse("2025-05-01T00:00:00Z");
  private static final int HOMES = 6;
  private static final int HOURS = 240;

  @Test
  void shouldReadALoadThatIsSentInClear() {
    LeakageAttack.Learnt learnt = attack(1, 0);
    assertThat(learnt.loadR2()).isGreaterThan(0.9);
    assertThat(learnt.activeAccuracy()).isGreaterThan(0.9);
  }

  @Test
  void shouldReadALoadThatIsSentAnHourLater() {
    assertThat(attack(1, 1).loadR2()).isGreaterThan(0.9);
  }

  @Test
  void shouldLearnNothingFromNoise() {
    LeakageAttack.Learnt learnt = attack(0, 0);
    assertThat(learnt.loadR2()).isLessThan(0.1);
    assertThat(learnt.activeAccuracy()).isBetween(0.4, 0.6);
  }

  /** A kind nobody can read would make its strategy look silent. */
  @Test
  void shouldReadEveryKindThatHomesSend() {
    List<String> strategies = new ArrayList<>(Strategies.listNames());
    strategies.addAll(List.of(ContractStrategy.FEDERATED, ExchangeStrategy.SERVICES));
    for (String strategy : strategies) {
      for (MarketMessage message : AuditScenario.log(strategy, -1)) {
        if (message.account() == Account.OPERATION && message.sender().startsWith("audit-home-")) {
          assertThat(MessageNumbers.KINDS).as(strategy).contains(message.kind());
        }
      }
    }
  }

  /** Loads drawn at random; messages tell them, or something else, some hours later. */
  private static LeakageAttack.Learnt attack(double truth, int hoursLater) {
    LeakageAttack attack = new LeakageAttack();
    SplittableRandom random = new SplittableRandom(3);
    for (int hour = 0; hour < HOURS; hour++) {
      Instant tick = START.plus(Duration.ofHours(hour));
      List<MemberSettlement> members = new ArrayList<>();
      for (int home = 0; home < HOMES; home++) {
        long load = random.nextInt(2000);
        double said = truth * load + (1 - truth) * random.nextInt(2000);
        attack.hear(message("home" + home, tick.plus(Duration.ofHours(hoursLater)), said / 1000));
        members.add(
            new MemberSettlement("m", "home" + home, load, 0, 0, 0, load, 0, 0, 0, 0, 0, 0));
      }
      attack.know(
          new Settlement(
              "village", "s", false, tick, 3600, true, 0, 0, 0, 0, 0, 0, members, 1, tick, 0, 0));
    }
    return attack.attack();
  }

  private static MarketMessage message(String home, Instant tick, double kwh) {
    byte[] body = Body.ofProfiles(new double[] {kwh, 0});
    return new MarketMessage(
        "village",
        "s",
        Account.OPERATION,
        tick,
        0,
        home,
        Channel.HUB,
        "load",
        true,
        body.length,
        "",
        body,
        tick);
  }
}
