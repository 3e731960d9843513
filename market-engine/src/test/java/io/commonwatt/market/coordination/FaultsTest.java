package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.channel.Loss;
import io.commonwatt.market.channel.Message;
import io.commonwatt.market.settlement.SettlementLaw;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every strategy where something goes wrong: it still settles, balances and says what it costs. */
class FaultsTest {

  private static final int DAYS = 4;
  private static final int HOMES = 5;
  private static final Set<String> SILENT = Set.of("local", "tariff");

  private static final Instant DOWN_FROM = Village.START.plus(Duration.ofHours(30));
  private static final Village VILLAGE = new Village(HOMES, DAYS, 3600, 11);
  private static Map<String, List<Travelling>> runs;

  @BeforeAll
  static void runAll() {
    MarketSettings usual = MarketSettings.defaults();
    Faults down = Faults.hubDown(DOWN_FROM, DOWN_FROM.plus(Duration.ofHours(24)));
    runs =
        Map.of(
            "usual",
            run(usual),
            "down",
            run(usual.withFaults(down)),
            "lost",
            run(usual.withFaults(Faults.lostMessages(0.3, 5))),
            "misreporting",
            run(usual.withFaults(Faults.misreporting(0.1, 5))),
            "persistence",
            run(usual.withForecastModels(List.of())));
  }

  @Test
  void shouldSettleByTheLawWithATradeOfNothing() {
    runs.forEach(
        (what, outputs) -> {
          for (String strategy : Strategies.listNames()) {
            List<Settlement> settlements = settlements(outputs, strategy);
            assertThat(settlements).as(what + ' ' + strategy).hasSize(24 * DAYS);
            for (Settlement settlement : settlements) {
              SettlementLaw.check(settlement);
              assertThat(sum(settlement, true)).as(what + ' ' + strategy).isZero();
              assertThat(sum(settlement, false)).as(what + ' ' + strategy).isZero();
            }
          }
        });
  }

  @Test
  void shouldLoseTheSameMessagesWheneverItRuns() {
    MarketSettings lossy = MarketSettings.defaults().withFaults(Faults.lostMessages(0.3, 5));
    List<Travelling> again = run(lossy, "contracts", "exchange");
    for (String strategy : List.of("contracts", "exchange")) {
      assertThat(said(again, strategy).equals(said(runs.get("lost"), strategy))).isTrue();
      assertThat(settlements(again, strategy).equals(settlements(runs.get("lost"), strategy)))
          .isTrue();
    }
  }

  private static List<String> said(List<Travelling> outputs, String strategy) {
    return outputs.stream()
        .filter(MarketMessage.class::isInstance)
        .map(MarketMessage.class::cast)
        .filter(message -> message.strategy().equals(strategy))
        .map(MarketMessage::sha256)
        .toList();
  }

  @Test
  void shouldCostNothingWhereNobodyTalks() {
    for (String what : List.of("down", "lost", "misreporting")) {
      assertThat(cost(what, "tariff")).as(what).isEqualTo(cost("usual", "tariff"));
    }
    for (String strategy : Strategies.listNames()) {
      boolean isHubless =
          SILENT.contains(strategy) || Set.of("mesh", "contracts").contains(strategy);
      // The training of local falls on the day after the hub is back.
      assertThat(cost("down", strategy) == cost("usual", strategy))
          .as(strategy)
          .isEqualTo(isHubless);
      if (!SILENT.contains(strategy)) {
        assertThat(cost("lost", strategy)).as(strategy).isNotEqualTo(cost("usual", strategy));
      }
      System.out.printf(
          "village %d days, %s: %+.2f EUR hub down a day, %+.2f a third of the messages lost, %+.2f"
              + " a home misreporting, %+.2f persistence%n",
          DAYS,
          strategy,
          (cost("down", strategy) - cost("usual", strategy)) / 1e8,
          (cost("lost", strategy) - cost("usual", strategy)) / 1e8,
          (cost("misreporting", strategy) - cost("usual", strategy)) / 1e8,
          (cost("persistence", strategy) - cost("usual", strategy)) / 1e8);
    }
  }

  @Test
  void shouldClearNothingWhileTheHubIsDown() {
    List<Clearing> cleared =
        runs.get("down").stream()
            .filter(Clearing.class::isInstance)
            .map(Clearing.class::cast)
            .filter(clearing -> clearing.strategy().equals("auction"))
            .toList();
    assertThat(cleared).hasSizeGreaterThanOrEqualTo(24 * DAYS);
    assertThat(
            cleared.stream()
                .filter(clearing -> !clearing.start().isBefore(DOWN_FROM))
                .filter(clearing -> clearing.start().isBefore(DOWN_FROM.plusSeconds(86_400))))
        .hasSize(24)
        .allMatch(clearing -> clearing.tradedWh() == 0);
    assertThat(cleared).anyMatch(clearing -> clearing.tradedWh() > 0);
  }

  @Test
  void shouldLoseAboutTheShareAskedForAndDrawLiarsByShare() {
    Loss loss = Faults.lostMessages(0.1, 9).loss("north", Village.START);
    Message message = new Message(Account.OPERATION, "a", "b", "k", true, new byte[0]);
    int lost = 0;
    int drawn = 20_000;
    for (int i = 0; i < drawn; i++) {
      lost += loss.loses(message, "b", i) ? 1 : 0;
    }
    // Six standard deviations of a binomial share.
    assertThat((double) lost / drawn)
        .isBetween(0.1 - 6 * Math.sqrt(0.09 / drawn), 0.1 + 6 * Math.sqrt(0.09 / drawn));
    List<String> homes = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      homes.add("home-" + i);
    }
    Map<String, Conduct> conduct = Faults.misreporting(0.1, 3).conduct(homes);
    assertThat(conduct.values().stream().filter(one -> one.toldFactor() != 1)).hasSize(3);
    assertThat(Faults.NONE.conduct(homes)).isEmpty();
    assertThat(Faults.NONE.loss("north", Village.START)).isSameAs(Loss.NONE);
  }

  @Test
  void shouldNeverLoseASettlementAndLetABroadcastReachSome() {
    Channel channel =
        new Channel(
            "north",
            "direct",
            Village.START,
            true,
            (message, receiver, sequence) -> !receiver.equals("b"));
    byte[] body = {1};
    channel.send(new Message(Account.SETTLEMENT, "a", Channel.HUB, "readings", true, body));
    channel.send(new Message(Account.OPERATION, "a", Channel.HUB, "orders", true, body));
    channel.send(new Message(Account.OPERATION, Channel.HUB, Channel.ALL, "terms", false, body));
    assertThat(channel.receive(Channel.HUB, "readings")).hasSize(1);
    assertThat(channel.receive(Channel.HUB, "orders")).isEmpty();
    assertThat(channel.receive("a", "terms")).isEmpty();
    assertThat(channel.receive("b", "terms")).hasSize(1);
    assertThat(channel.receive(Channel.ALL, "terms")).hasSize(1);
    assertThat(channel.log()).hasSize(3).extracting(MarketMessage::sequence).contains(0, 1);
  }

  private static List<Travelling> run(MarketSettings settings) {
    return run(settings, Strategies.listNames().toArray(new String[0]));
  }

  private static List<Travelling> run(MarketSettings settings, String... strategies) {
    StepDriver<MarketState> driver =
        new StepDriver<>(new MarketStep(VILLAGE.registry(strategies), settings));
    VILLAGE.records(0.1).forEach(record -> driver.file(Village.ID, record));
    List<Travelling> outputs = new ArrayList<>();
    driver.advanceTo(VILLAGE.end(), outputs::add);
    return outputs;
  }

  private static List<Settlement> settlements(List<Travelling> outputs, String strategy) {
    return outputs.stream()
        .filter(Settlement.class::isInstance)
        .map(Settlement.class::cast)
        .filter(settlement -> settlement.strategy().equals(strategy))
        .toList();
  }

  private static long sum(Settlement settlement, boolean money) {
    long sum = 0;
    for (MemberSettlement member : settlement.members()) {
      sum += money ? member.tradeMicroCent() : member.boughtWh();
    }
    return sum;
  }

  private static long cost(String what, String strategy) {
    return settlements(runs.get(what), strategy).stream()
        .mapToLong(Settlement::resourceCostMicroCent)
        .sum();
  }
}
