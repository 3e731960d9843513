package io.commonwatt.market.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.market.observation.HourPrice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SettlerTest {

  private static final Instant AT = Instant.parse("2025-05-01T02:00:00Z");
  private static final long HOUR = 485_088;

  /** Import .30, export .08 per kWh, as in the reference. */
  private static final RetailPrice RETAIL = new RetailPrice(30_000, 8_000, 0, 0);

  private static final HourPrice WHOLESALE = new HourPrice(30_000, 8_000, 0, true);

  @Test
  void shouldBillHomesApartButCountTheCommunityOnce() {
    // Home A exports 4 kWh, home B imports 4: .88 in bills, nothing at the connection.
    Settlement settlement =
        settle(
            Map.of("A", meter(0, 4_000), "B", meter(4_000, 0)), new StrategyHour(true, Map.of()));

    assertThat(settlement.members())
        .extracting(MemberSettlement::billMicroCent)
        .containsExactly(-32_000_000L, 120_000_000L);
    assertThat(settlement.billMicroCent()).isEqualTo(88_000_000L);
    assertThat(settlement.netWh()).isZero();
    assertThat(settlement.resourceCostMicroCent()).isZero();
  }

  @Test
  void shouldLeaveNoTransferWhereNeighboursTrade() {
    Settlement settlement =
        settle(
            Map.of("A", meter(0, 4_000), "B", meter(4_000, 0)),
            new StrategyHour(
                false,
                Map.of(
                    "A", new HomeHour(0, 0, 0, -4_000, -4_000L * 19_000),
                    "B", new HomeHour(0, 0, 0, 4_000, 4_000L * 19_000))));

    assertThat(settlement.members())
        .extracting(MemberSettlement::billMicroCent)
        .containsExactly(-76_000_000L, 76_000_000L);
    assertThat(settlement.billMicroCent()).isZero();
    assertThat(settlement.live()).isFalse();
  }

  @Test
  void shouldChargeWhatWasSoldAheadAndNotDelivered() {
    // Sold 5 kWh at .19 and metered 0: the tariff delivers for 1.50, the trade pays .95.
    Settlement settlement =
        settle(
            Map.of("A", meter(0, 0), "B", meter(5_000, 0)),
            new StrategyHour(
                true,
                Map.of(
                    "A", new HomeHour(0, 0, 0, -5_000, -5_000L * 19_000),
                    "B", new HomeHour(0, 0, 0, 5_000, 5_000L * 19_000))));

    assertThat(settlement.members().get(0).billMicroCent()).isEqualTo(55_000_000L);
    assertThat(settlement.members().get(1).billMicroCent()).isEqualTo(95_000_000L);
  }

  @Test
  void shouldChargeFeesOnThePathTheEnergyTook() {
    RetailPrice withFees = new RetailPrice(20_000, 5_000, 6_000, 1_000);
    Settlement settlement =
        settle(
            Map.of("A", meter(3_000, 0), "B", meter(0, 1_000)),
            new StrategyHour(
                true,
                Map.of(
                    "A", new HomeHour(0, 0, 0, 1_000, 10_000_000),
                    "B", new HomeHour(0, 0, 0, -1_000, -10_000_000))),
            withFees,
            WHOLESALE,
            0);

    MemberSettlement buyer = settlement.members().get(0);
    assertThat(buyer.gridMicroCent()).isEqualTo(2_000L * 20_000);
    assertThat(buyer.feesMicroCent()).isEqualTo(2_000L * 6_000 + 1_000L * 1_000);
    assertThat(settlement.members().get(1).feesMicroCent()).isZero();
  }

  @Test
  void shouldAddWearAndCarbonToTheResourceCost() {
    Settlement settlement =
        settle(
            Map.of("A", meter(1_000, 0), "B", meter(0, 0)),
            new StrategyHour(true, Map.of("A", new HomeHour(1_000, 900, 500_000, 0, 0))),
            RETAIL,
            new HourPrice(30_000, 8_000, 400_000, true),
            10_000);

    assertThat(settlement.netWh()).isEqualTo(2_000);
    // 2 kWh at 400 g are .8 kg at 10 ct: 8 ct.
    assertThat(settlement.carbonMicroCent()).isEqualTo(8_000_000);
    assertThat(settlement.resourceCostMicroCent()).isEqualTo(60_000_000 + 500_000 + 8_000_000);
    assertThat(settlement.members().get(0).storedWh()).isEqualTo(900);
  }

  @Test
  void shouldSayThatItIsNotComplete() {
    assertThat(
            settle(
                    Map.of("A", new HomeMeter(1, 0, true, false), "B", meter(0, 0)),
                    new StrategyHour(true, Map.of()))
                .complete())
        .isFalse();
    assertThat(
            settle(
                    Map.of("A", meter(1, 0), "B", meter(0, 0)),
                    new StrategyHour(true, Map.of()),
                    RETAIL,
                    new HourPrice(1, 1, 0, false),
                    0)
                .complete())
        .isFalse();
  }

  @Test
  void shouldRefuseTradesThatDoNotBalance() {
    assertThatThrownBy(
            () ->
                new HourBook()
                    .record(
                        HOUR,
                        "auction",
                        new StrategyHour(true, Map.of("A", new HomeHour(0, 0, 0, 5, 9)))))
        .hasMessageContaining("'auction'")
        .hasMessageContaining("5 Wh and 9 micro-cent");
  }

  @Property(tries = 500)
  void pitfall18ShouldKeepTheIdentitiesOfEverySettlement(@ForAll long seed) {
    Random random = new Random(seed);
    RetailPrice retail =
        new RetailPrice(
            random.nextInt(60_000) - 10_000,
            random.nextInt(20_000) - 5_000,
            random.nextInt(9_000),
            random.nextInt(3_000));
    HourPrice wholesale =
        new HourPrice(
            random.nextInt(40_000) - 10_000, random.nextInt(20_000) - 10_000, 300_000, true);
    long traded = random.nextInt(5_000);
    long price = random.nextInt(30_000) - 2_000;
    Settlement settlement =
        settle(
            Map.of(
                "A", meter(random.nextInt(9_000), random.nextInt(9_000)),
                "B", meter(random.nextInt(9_000), random.nextInt(9_000))),
            new StrategyHour(
                random.nextBoolean(),
                Map.of(
                    "A",
                    new HomeHour(random.nextInt(8_000) - 4_000, 1, 7, -traded, -traded * price),
                    "B",
                    new HomeHour(random.nextInt(8_000) - 4_000, 1, 7, traded, traded * price))),
            retail,
            wholesale,
            5_000);

    SettlementLaw.check(settlement);
    long grid = 0;
    for (MemberSettlement member : settlement.members()) {
      long difference = member.netWh() - member.boughtWh();
      grid += difference;
      assertThat(member.billMicroCent())
          .isEqualTo(
              member.tradeMicroCent()
                  + (difference > 0
                      ? difference * (retail.importMilliCentPerKwh() + retail.feeMilliCentPerKwh())
                      : difference * retail.exportMilliCentPerKwh())
                  + Math.max(0, member.boughtWh()) * retail.localFeeMilliCentPerKwh());
    }
    assertThat(grid).isEqualTo(settlement.netWh());
    assertThat(settlement.wearMicroCent()).isEqualTo(14);
  }

  private static Settlement settle(Map<String, HomeMeter> meters, StrategyHour done) {
    return settle(meters, done, RETAIL, WHOLESALE, 0);
  }

  private static Settlement settle(
      Map<String, HomeMeter> meters,
      StrategyHour done,
      RetailPrice retail,
      HourPrice wholesale,
      long carbonMilliCentPerKg) {
    List<UsagePoint> usagePoints = new ArrayList<>();
    Map<String, RetailPrice> prices = new TreeMap<>();
    for (String id : new TreeMap<>(meters).keySet()) {
      usagePoints.add(
          new UsagePoint(
              id, "local", "m" + id, "c", "f", "p", List.of(Channel.CONSUMPTION), 3600, 17));
      prices.put(id, retail);
    }
    return new Settler("c", carbonMilliCentPerKg)
        .settle("direct", done, new HourFacts(HOUR, usagePoints, meters, prices, wholesale), 5, AT);
  }

  private static HomeMeter meter(long loadWh, long generationWh) {
    return new HomeMeter(loadWh, generationWh, true, true);
  }
}
