package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.market.Trade;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.channel.Channel;
import io.commonwatt.market.settlement.SettlementLaw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nine homes on one feeder: three directed, three in an auction, three on their tariff. */
class MixedCommunityTest {

  private static final String NAME = "mixed/direct+auction+tariff";
  private static final int DAYS = 3;
  private static final int HOMES = 9;
  private static final Village VILLAGE = new Village(HOMES, DAYS, 3600, 3);
  private static final Map<String, Set<String>> PARTS = new HashMap<>();

  private static List<Travelling> mixed;
  private static List<Travelling> tariff;

  @BeforeAll
  static void run() {
    List<String> names = List.of("direct", "auction", "tariff");
    for (int home = 0; home < HOMES; home++) {
      String part = names.get(home / 3);
      PARTS.computeIfAbsent(part, key -> new TreeSet<>()).add(VILLAGE.home(home));
    }
    mixed = run(NAME);
    tariff = run("tariff");
  }

  @Test
  void shouldClearConsistently() {
    List<Settlement> settlements = list(mixed, Settlement.class);
    assertThat(settlements).hasSize(24 * DAYS);
    Map<String, Clearing> clearings = new HashMap<>();
    list(mixed, Clearing.class).forEach(one -> clearings.put(one.start().toString(), one));
    long traded = 0;
    for (Settlement settlement : settlements) {
      SettlementLaw.check(settlement);
      long bought = 0;
      long paid = 0;
      for (MemberSettlement member : settlement.members()) {
        bought += member.boughtWh();
        paid += member.tradeMicroCent();
        traded += Math.abs(member.boughtWh());
        if (!PARTS.get("auction").contains(member.usagePoint())) {
          assertThat(member.boughtWh()).isZero();
        }
      }
      assertThat(bought).isZero();
      assertThat(paid).isZero();
      Map<String, Long> cleared = new HashMap<>();
      for (Trade trade : clearings.get(settlement.start().toString()).trades()) {
        cleared.merge(trade.buyer(), trade.quantityWh(), Long::sum);
        cleared.merge(trade.seller(), -trade.quantityWh(), Long::sum);
      }
      for (MemberSettlement member : settlement.members()) {
        assertThat(member.boughtWh()).isEqualTo(cleared.getOrDefault(member.usagePoint(), 0L));
      }
    }
    assertThat(traded).isPositive();
  }

  /** A row has one content: reserve sold in one part does not stand where the other has cleared. */
  @Test
  void shouldPublishOneClearingAnHourWhereAPartSellsReserve() {
    List<Clearing> clearings = list(run("mixed/exchange/services+auction"), Clearing.class);
    assertThat(clearings).hasSizeBetween(24 * DAYS, 24 * DAYS + 1);
    assertThat(clearings).extracting(Clearing::mechanism).doesNotContain(Clearing.RESERVE);
    assertThat(clearings).extracting(Clearing::id).doesNotHaveDuplicates();
  }

  /** Where two parts clear, the hour's one clearing has the trades of both. */
  @Test
  void shouldPublishOneClearingAnHourWhereTwoPartsClear() {
    List<Travelling> records = run("mixed/auction+contracts");
    List<Clearing> clearings = list(records, Clearing.class);
    assertThat(clearings).extracting(Clearing::id).doesNotHaveDuplicates();
    Map<String, Clearing> byStart = new HashMap<>();
    clearings.forEach(one -> byStart.put(one.start().toString(), one));
    int joined = 0;
    for (Settlement settlement : list(records, Settlement.class)) {
      Clearing clearing = byStart.get(settlement.start().toString());
      Map<String, Long> cleared = new HashMap<>();
      for (Trade trade : clearing.trades()) {
        cleared.merge(trade.buyer(), trade.quantityWh(), Long::sum);
        cleared.merge(trade.seller(), -trade.quantityWh(), Long::sum);
      }
      for (MemberSettlement member : settlement.members()) {
        assertThat(member.boughtWh()).isEqualTo(cleared.getOrDefault(member.usagePoint(), 0L));
      }
      assertThat(clearing.tradedWh())
          .isEqualTo(clearing.trades().stream().mapToLong(Trade::quantityWh).sum());
      joined += clearing.mechanism().contains("+") && clearing.tradedWh() > 0 ? 1 : 0;
    }
    assertThat(joined).isPositive();
  }

  @Test
  void shouldLeaveWhoIsOnItsTariffAlone() {
    Map<String, Long> alone = storage(tariff);
    Map<String, Long> beside = storage(mixed);
    alone.keySet().removeIf(key -> !PARTS.get("tariff").contains(key.split("\\|")[0]));
    assertThat(alone.values()).anyMatch(wh -> wh != 0);
    alone.forEach((key, wh) -> assertThat(beside).as(key).containsEntry(key, wh));
  }

  /** Where the parts run by themselves beside the mix, no record stands in another's place. */
  @Test
  void shouldKeepItsRecordsUnderItsOwnName() {
    assertThat(list(mixed, Clearing.class))
        .isNotEmpty()
        .allMatch(one -> one.strategy().equals(NAME));
    assertThat(list(mixed, Schedule.class))
        .isNotEmpty()
        .allMatch(one -> one.strategy().equals(NAME));
    assertThat(list(mixed, MarketOrder.class))
        .isNotEmpty()
        .allMatch(one -> one.strategy().equals(NAME));
  }

  @Test
  void shouldRefuseMixesThatAreNone() {
    for (String name :
        List.of(
            "mixed/",
            "mixed/direct",
            "mixed/direct+direct",
            "mixed/direct+magic",
            "mixed/auction+auction/vcg",
            "mixed/tariff+mixed/direct+tariff")) {
      assertThat(Strategies.isKnown(name)).as(name).isFalse();
    }
    assertThat(Strategies.isKnown("mixed/local+auction/nodal+contracts/federated")).isTrue();
  }

  @Test
  void shouldTalkOnlyAsEachPartDoes() {
    Set<String> toHub = new HashSet<>();
    for (MarketMessage message : list(mixed, MarketMessage.class)) {
      if (message.account() == Account.OPERATION && message.personal()) {
        boolean fromHub = message.sender().equals(Channel.HUB);
        String home = fromHub ? message.receiver() : message.sender();
        String part = message.kind().matches("outlook|setpoint") ? "direct" : "auction";
        assertThat(PARTS.get(part)).as(message.kind()).contains(home);
        assertThat(fromHub || message.receiver().equals(Channel.HUB)).isTrue();
        toHub.add(home);
      }
    }
    assertThat(toHub)
        .containsAll(PARTS.get("direct"))
        .doesNotContainAnyElementsOf(PARTS.get("tariff"));
  }

  private static List<Travelling> run(String strategy) {
    MarketStep market = new MarketStep(VILLAGE.registry(strategy), MarketSettings.defaults(), true);
    StepDriver<MarketState> driver = new StepDriver<>(market);
    VILLAGE.records(0.1).forEach(record -> driver.file(Village.ID, record));
    List<Travelling> outputs = new ArrayList<>();
    driver.advanceTo(VILLAGE.end(), outputs::add);
    return outputs;
  }

  private static Map<String, Long> storage(List<Travelling> outputs) {
    Map<String, Long> storage = new HashMap<>();
    for (Settlement settlement : list(outputs, Settlement.class)) {
      for (MemberSettlement member : settlement.members()) {
        storage.put(member.usagePoint() + '|' + settlement.start(), member.storageWh());
      }
    }
    return storage;
  }

  private static <T extends Travelling> List<T> list(List<Travelling> outputs, Class<T> type) {
    return outputs.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
