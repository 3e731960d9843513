package io.commonwatt.market.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.coordination.Cell;
import io.commonwatt.market.coordination.Decision;
import io.commonwatt.market.coordination.HomeView;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import io.commonwatt.market.coordination.Situation;
import io.commonwatt.market.coordination.Strategies;
import io.commonwatt.market.coordination.Strategy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a strategy is, and what it leaks, from its log. */
class AuditTest {

  static List<Strategy> strategies() {
    List<Strategy> strategies = new ArrayList<>(Strategies.listAll(MarketSettings.defaults()));
    strategies.add(
        Strategies.named("auction/pay-as-clear/market-power", MarketSettings.defaults()));
    strategies.add(Strategies.named("contracts/federated", MarketSettings.defaults()));
    strategies.add(Strategies.named("exchange/services", MarketSettings.defaults()));
    return strategies;
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void shouldFindTheCellAndNoInterference(Strategy strategy) {
    List<MarketMessage> log = AuditScenario.log(strategy.name(), -1);
    assertThat(CellAudit.judge(log, log)).as(strategy.name()).isEqualTo(strategy.cell());
    List<MarketMessage> other = AuditScenario.log(strategy.name(), 3);
    assertThat(NonInterference.find(log, other, AuditScenario.home(3)))
        .as(strategy.name())
        .isEmpty();
    assertThat(readings(other)).isNotEqualTo(readings(log));
  }

  @Test
  void shouldFindControlInAPartOfTheLogAlsoWhereOldHoursAreSettledInIt() {
    List<MarketMessage> log = AuditScenario.log("direct", -1);
    Instant from = AuditScenario.START.plus(Duration.ofDays(4));
    List<MarketMessage> part =
        log.stream()
            .filter(
                message ->
                    message.account() == Account.SETTLEMENT || !message.tick().isBefore(from))
            .toList();
    assertThat(CellAudit.judge(part, log)).isEqualTo(Cell.DIRECT_CONTROL);
  }

  @Test
  void shouldFailAStrategyThatSaysItIsImplicitAndTellsTheHub() {
    List<MarketMessage> log = log(new Telling(), -1);
    assertThat(CellAudit.judge(log, log)).isEqualTo(Cell.MEDIATED_COMPETITION);
    assertThat(new Telling().cell()).isEqualTo(Cell.IMPLICIT_COMPETITION);
  }

  @Test
  void shouldFindALeakThroughAStaticField() {
    List<MarketMessage> log = log(new Leaking(), -1);
    List<MarketMessage> other = log(new Leaking(), 3);
    List<NonInterference.Leak> leaks = NonInterference.find(log, other, AuditScenario.home(3));
    assertThat(leaks)
        .extracting(NonInterference.Leak::agent)
        .containsExactly(AuditScenario.home(0));
    // To the log it is as silent as the status quo.
    assertThat(CellAudit.information(log)).isEqualTo(CellAudit.Information.IMPLICIT);
  }

  private static List<MarketMessage> log(Strategy strategy, int changed) {
    MarketStep market =
        new MarketStep(
            AuditScenario.registry(strategy.name()), MarketSettings.defaults(), List.of(strategy));
    return AuditScenario.log(market, changed);
  }

  private static List<Metered> readings(List<MarketMessage> log) {
    return log.stream().filter(Metered::is).map(Metered::of).toList();
  }

  /** Stands still and sends each home's net load to the hub. */
  private static final class Telling implements Strategy {

    @Override
    public String name() {
      return "telling";
    }

    @Override
    public Cell cell() {
      return Cell.IMPLICIT_COMPETITION;
    }

    @Override
    public Decision decide(Situation situation, Channel channel) {
      for (HomeView home : situation.homes()) {
        byte[] body = ByteBuffer.allocate(8).putLong(home.netWh()[0]).array();
        channel.send(
            new Message(Account.OPERATION, home.usagePoint(), Channel.HUB, "telling", true, body));
      }
      return new Decision();
    }
  }

  /** The first home charges what the fourth takes, and no message says so. */
  private static final class Leaking implements Strategy {

    private static long heardWh;

    @Override
    public String name() {
      return "leaking";
    }

    @Override
    public Cell cell() {
      return Cell.IMPLICIT_COMPETITION;
    }

    @Override
    public Decision decide(Situation situation, Channel channel) {
      Decision decision = new Decision();
      HomeView first = situation.homes().get(0);
      decision.setpointKw().put(first.stores().get(0).battery().id(), heardWh / 10_000.0);
      heardWh = situation.homes().get(3).netWh()[0];
      return decision;
    }
  }
}
