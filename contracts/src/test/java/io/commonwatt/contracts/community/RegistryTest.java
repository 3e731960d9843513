package io.commonwatt.contracts.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.reading.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private static final Instant EXCHANGE = Instant.parse("2025-05-20T10:00:00Z");

  private final Registry registry =
      new Registry(
          CommunityFileReader.parse(
              "c.yaml",
              """
              currency: EUR
              timeZone: UTC
              places: [{id: town, latitude: 55, longitude: -1.6}]
              markets: [{id: GB, currency: EUR}]
              communities: [{id: b, market: GB}, {id: a, market: GB}]
              feeders: [{id: f1, community: a, limitKw: 60}, {id: f9, limitKw: 60}]
              members: [{id: m}]
              usagePoints:
                - {id: h3, member: m, feeder: f9, channels: [import], intervalSeconds: 900, maxKw: 9}
                - {id: h2, member: m, community: a, feeder: f1, channels: [consumption], intervalSeconds: 900, maxKw: 9}
                - {id: h1, member: m, community: a, channels: [consumption, generation], intervalSeconds: 900, maxKw: 9}
                - {id: h4, member: m, channels: [import], intervalSeconds: 900, maxKw: 9}
              meterInstallations:
                - {meter: e1, usagePoint: h1, to: 2025-05-20T10:00:00Z}
                - {meter: e2, usagePoint: h1, from: 2025-05-20T10:00:00Z}
                - {meter: e3, usagePoint: h3}
              resources:
                - {id: r2, usagePoint: h1, type: pv, powerKw: 4, from: 2025-05-20T10:00:00Z}
                - {id: r1, usagePoint: h1, type: battery, capacityKwh: 5, powerKw: 2}
              tariffs:
                - {id: all, usagePoints: ['*'], bands: [{fromMinute: 0, importMilliCentPerKwh: 1}]}
                - {id: own, usagePoints: [h2], bands: [{fromMinute: 0, importMilliCentPerKwh: 2}], from: 2025-05-20T10:00:00Z}
              strategies:
                - {strategy: tariff, community: '*'}
                - {strategy: direct, community: a, live: true, from: 2025-05-20T10:00:00Z}
              """
                  .getBytes(StandardCharsets.UTF_8)));

  @Test
  void shouldPlaceAUsagePointByCommunityElseFeederElseItself() {
    assertThat(registry.listPlacements()).containsExactly("a", "f9", "h4");
    assertThat(registry.listUsagePoints("a"))
        .extracting(UsagePoint::id)
        .containsExactly("h1", "h2");
    assertThat(registry.listUsagePoints("f9")).extracting(UsagePoint::id).containsExactly("h3");
    assertThat(registry.listUsagePoints("none")).isEmpty();
    assertThat(registry.placementOfMeter("e1")).isEqualTo("a");
    assertThat(registry.placementOfMeter("e3")).isEqualTo("f9");
    assertThat(registry.placementOfMeter("stranger")).isEqualTo("stranger");
  }

  @Test
  void shouldFollowTheMeterExchangeToTheSecond() {
    assertThat(registry.findInstallation("e1", EXCHANGE.minusMillis(1))).isPresent();
    assertThat(registry.findInstallation("e1", EXCHANGE)).isEmpty();
    assertThat(registry.findInstallation("e2", EXCHANGE)).isPresent();
    assertThat(registry.findInstallation("e9", EXCHANGE)).isEmpty();
  }

  @Test
  void shouldListResourcesThatHoldSortedById() {
    assertThat(registry.listResources("h1", EXCHANGE))
        .extracting(Resource::id)
        .containsExactly("r1", "r2");
    assertThat(registry.listResources("h1", EXCHANGE.minusMillis(1)))
        .extracting(Resource::id)
        .containsExactly("r1");
    assertThat(registry.listResources("h2", EXCHANGE)).isEmpty();
  }

  @Test
  void shouldPreferATariffThatNamesTheUsagePoint() {
    assertThat(registry.findTariff("h2", EXCHANGE)).map(Tariff::id).contains("own");
    assertThat(registry.findTariff("h2", EXCHANGE.minusMillis(1))).map(Tariff::id).contains("all");
    assertThat(registry.findTariff("h1", EXCHANGE)).map(Tariff::id).contains("all");
  }

  @Test
  void shouldListTheStrategiesOfACommunityByName() {
    assertThat(registry.listStrategies("a", EXCHANGE))
        .extracting(StrategyPeriod::strategy)
        .containsExactly("direct", "tariff");
    assertThat(registry.listStrategies("b", EXCHANGE))
        .extracting(StrategyPeriod::strategy)
        .containsExactly("tariff");
  }

  @Test
  void shouldFindObjectsOrNameWhatIsMissing() {
    assertThat(registry.listCommunities()).extracting(Community::id).containsExactly("a", "b");
    assertThat(registry.getCommunity("a").market()).isEqualTo("GB");
    assertThatThrownBy(() -> registry.getCommunity("z"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("No community 'z' in the community file");
    assertThat(registry.findFeeder("f1")).map(Feeder::community).contains("a");
    assertThat(registry.hasChannel("h1", Channel.GENERATION)).isTrue();
    assertThat(registry.hasChannel("h2", Channel.GENERATION)).isFalse();
    assertThat(registry.hasChannel("z", Channel.GENERATION)).isFalse();
  }
}
