package io.commonwatt.contracts.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.reading.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommunityFileReaderTest {

  /** One object per line, so that every message's line can be seen. */
  private static final String GOOD =
      """
      currency: EUR
      timeZone: Europe/London
      places: [{id: town, latitude: 55, longitude: -1.6}]
      markets: [{id: GB, currency: EUR}]
      communities:
        - {id: a, name: Quay, market: GB, place: town}
        - {id: b, market: GB}
      feeders:
        - {id: f1, community: a, limitKw: 60}
        - {id: f2, community: b, limitKw: 40.5}
      members: [{id: m1}, {id: m2, name: Brown}]
      usagePoints:
        - {id: h1, member: m1, community: a, feeder: f1, place: town, channels: [consumption, generation], intervalSeconds: 1800, maxKw: 14}
        - {id: h2, member: m2, community: b, feeder: f2, channels: [import], intervalSeconds: 900, maxKw: 9.2}
      meterInstallations:
        - {meter: e1, usagePoint: h1, to: 2025-05-20T10:00:00Z}
        - {meter: e2, usagePoint: h1, multiplier: 40, from: 2025-05-20T10:00:00Z}
        - {meter: e3, usagePoint: h2, from: 2025-01-01T00:00:00Z}
      resources:
        - {id: r1, usagePoint: h1, type: battery, capacityKwh: 8, powerKw: 3.5, roundTripEfficiency: 0.9, initialKwh: 4, simulated: true}
        - {id: r2, usagePoint: h2, type: heat-pump, powerKw: 2}
      tariffs:
        - id: t1
          usagePoints: ['*']
          bands: [{fromMinute: 0, importMilliCentPerKwh: 14000}, {fromMinute: 960, importMilliCentPerKwh: 42000}]
        - {id: t2, usagePoints: [h2], market: GB, exportFollowsMarket: true, adderMilliCentPerKwh: -5}
      strategies:
        - {strategy: tariff, community: '*'}
        - {strategy: direct, community: a, live: true, to: 2025-06-01T00:00:00Z}
        - {strategy: auction, community: a, live: true, from: 2025-06-01T00:00:00Z}
      """;

  @Test
  void shouldReadAtWhoseConnectionStoresArePlanned() {
    assertThat(parse(GOOD).communities())
        .extracting(Community::dispatch)
        .containsOnly(DispatchScope.HOME);
    String together = GOOD.replace("name: Quay", "name: Quay, dispatch: community");
    assertThat(parse(together).communities())
        .extracting(Community::dispatch)
        .containsExactly(DispatchScope.COMMUNITY, DispatchScope.HOME);
    assertThat(CommunityFileWriter.format(parse(together))).containsOnlyOnce("dispatch:");
  }

  @Test
  void shouldReadEveryObject() {
    CommunityFile file = parse(GOOD);
    assertThat(file.currency()).isEqualTo("EUR");
    assertThat(file.timeZone()).isEqualTo(ZoneId.of("Europe/London"));
    assertThat(file.communities())
        .containsExactly(
            new Community("a", "Quay", "GB", "town"), new Community("b", "b", "GB", ""));
    assertThat(file.usagePoints().get(0))
        .isEqualTo(
            new UsagePoint(
                "h1",
                "local",
                "m1",
                "a",
                "f1",
                "town",
                List.of(Channel.CONSUMPTION, Channel.GENERATION),
                1800,
                14));
    assertThat(file.meterInstallations())
        .containsExactly(
            new MeterInstallation("e1", "h1", 1, Instant.EPOCH, at("2025-05-20T10:00:00Z")),
            new MeterInstallation("e2", "h1", 40, at("2025-05-20T10:00:00Z"), Instant.MAX),
            new MeterInstallation("e3", "h2", 1, at("2025-01-01T00:00:00Z"), Instant.MAX));
    assertThat(file.resources().get(1).type()).isEqualTo(Resource.Type.HEAT_PUMP);
    assertThat(file.tariffs().get(0).bands())
        .containsExactly(new Tariff.Band(0, 14_000), new Tariff.Band(960, 42_000));
    assertThat(file.tariffs().get(1).adderMilliCentPerKwh()).isEqualTo(-5);
    assertThat(file.strategies().get(1).live()).isTrue();
    assertThat(file.sha256()).hasSize(64).isEqualTo(parse(GOOD).sha256());
    assertThat(file.sha256()).isNotEqualTo(parse(GOOD + "\n").sha256());
  }

  @Test
  void shouldReadWhatADeviceIsThereForAndWriteItBack() {
    String devices =
        GOOD.replace(
            "tariffs:\n",
            """
              - {id: r3, usagePoint: h1, type: ev, capacityKwh: 50, powerKw: 7.4, use: {arrivalMinute: 1080, departureMinute: 420, arrivesWithKwh: 20, neededKwh: 40, vehicleToGrid: true}}
              - {id: r4, usagePoint: h1, type: heat-pump, powerKw: 3, use: {kwhPerDegree: 8, lossKwPerDegree: 0.2, leastC: 20, mostC: 23, performance: 3.2}}
              - {id: r5, usagePoint: h1, type: hot-water, powerKw: 2, use: {litres: 200, drawnKwh: [0,0,0,0,0,0,1,1,0,0,0,0,0,0,0,0,0,0,1,1,0,0,0,0]}}
              - {id: r6, usagePoint: h1, type: flexible-load, powerKw: 2, use: {energyKwh: 3, fromMinute: 540, untilMinute: 1020}}
              - {id: r7, usagePoint: h1, type: deferrable-load, powerKw: 2, use: {profileKw: [2, 0.1, 0.5], profileMinutes: 30, fromMinute: 1200, untilMinute: 420}}
            tariffs:
            """);
    CommunityFile file = parse(devices);
    assertThat(file.resources())
        .extracting(Resource::use)
        .containsExactly(
            null,
            null,
            new DeviceUse.Vehicle(1080, 420, 20, 40, true),
            new DeviceUse.Building(8, 0.2, 20, 23, 3.2),
            new DeviceUse.HotWater(
                200,
                10,
                60,
                0.01,
                List.of(
                    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
                    0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0)),
            new DeviceUse.Flexible(3, 540, 1020),
            new DeviceUse.Deferrable(List.of(2.0, 0.1, 0.5), 30, 1200, 420));
    assertThat(parse(CommunityFileWriter.format(file)).resources()).isEqualTo(file.resources());
    assertThat(file.resources()).extracting(Resource::isPlanned).containsSubsequence(false, true);
  }

  @Test
  void shouldRefuseAUseThatCannotBe() {
    String ev = "{id: r2, usagePoint: h2, type: ev, capacityKwh: 30, powerKw: 7, use: {%s}}";
    String good = "arrivalMinute: 1080, departureMinute: 420, arrivesWithKwh: 2, neededKwh: 20";
    String pump = "{id: r2, usagePoint: h2, type: heat-pump, powerKw: 2}";
    parse(GOOD.replace(pump, ev.formatted(good)));
    assertOnly(
        GOOD.replace(pump, ev.formatted(good.replace("neededKwh: 20", "neededKwh: 31"))),
        "c.yaml:21: resource 'r2' use: neededKwh 31.0 exceeds capacityKwh 30.0; lower it or raise"
            + " the capacity");
    assertOnly(
        GOOD.replace(pump, ev.formatted(good.replace("420", "1080"))),
        "c.yaml:21: resource 'r2' use: leaves when it arrives; give it another departureMinute");
    assertOnly(
        GOOD.replace("initialKwh: 4,", "initialKwh: 4, use: {energyKwh: 1},"),
        "c.yaml:20: resource 'r1': a battery has no use; remove it; ev, heat-pump, hot-water,"
            + " flexible-load and deferrable-load have one");
    String washer = "{id: r2, usagePoint: h2, type: deferrable-load, powerKw: 2, use: {%s}}";
    String run = "profileKw: [2, 1], fromMinute: 540, untilMinute: 570";
    parse(GOOD.replace(pump, washer.formatted(run)));
    assertOnly(
        GOOD.replace(pump, washer.formatted(run.replace("570", "569"))),
        "c.yaml:21: resource 'r2' use: 2 parts of 15 min in a window of 29 min; widen the window"
            + " or shorten the run");
    assertOnly(
        GOOD.replace(pump, washer.formatted(run.replace("[2, 1]", "[0, 1]"))),
        "c.yaml:21: resource 'r2' use: profileKw begins with 0; begin with the first power");
    assertOnly(
        GOOD.replace(pump, washer.formatted(run.replace("[2, 1]", "[2, 3]"))),
        "c.yaml:21: resource 'r2' use: profileKw 3.0 exceeds powerKw 2.0; lower it or raise the"
            + " power");
    assertOnly(
        GOOD.replace(pump, washer.formatted(run.replace("[2, 1]", "[2, x]"))),
        "c.yaml:21: resource 'r2' use: profileKw has no number of 0 or more; write kW");
    assertOnly(
        GOOD.replace("type: heat-pump", "type: hot-water"),
        "c.yaml:21: resource 'r2': has no use; add use: what it is there for, see"
            + " docs/dispatch.md");
    assertOnly(
        GOOD.replace(
            "type: heat-pump, powerKw: 2",
            "type: hot-water, powerKw: 2, use: {litres: 9, drawnKwh: [1]}"),
        "c.yaml:21: resource 'r2' use: drawnKwh has 1 values; give one for each of the 24 hours of"
            + " the local day");
  }

  @Test
  void shouldSayEverythingThatIsWrongAtOnce() {
    String bad =
        GOOD.replace("EUR\n", "EURO\n")
            .replace("limitKw: 60", "limitKw: -5")
            .replace("member: m2", "member: nobody")
            .replace("roundTripEfficiency: 0.9", "roundTripEfficiency: 1.2");
    assertThatThrownBy(() -> parse(bad))
        .isInstanceOf(CommunityFileException.class)
        .hasMessage(
            """
            Community file 'c.yaml' has 4 problems:
              c.yaml:1: community file: currency is 'EURO', no ISO 4217 code; use three letters such as EUR or GBP
              c.yaml:9: feeder 'f1': limitKw is -5; it must be greater than 0
              c.yaml:14: usage point 'h2': member refers to 'nobody', which the file does not have; add it or use one of m1, m2
              c.yaml:20: resource 'r1': roundTripEfficiency is 1.2; it must be greater than 0 and at most 1""");
  }

  @Test
  void shouldExplainThatAFeederServesOneCommunity() {
    assertOnly(
        GOOD.replace("member: m2, community: b", "member: m2, community: a"),
        "c.yaml:14: usage point 'h2': belongs to community 'a', its feeder 'f2' to community 'b',"
            + " but a feeder's sum is made in the one partition that holds its community; set the"
            + " same community, or enter this section as a feeder of its own");
  }

  @Test
  void shouldNameUnknownKeysWithTheLineOfTheKey() {
    assertOnly(
        GOOD.replace("limitKw: 60", "limitKw: 60, limitKW: 70"),
        "c.yaml:9: feeder 'f1': unknown key 'limitKW'; remove it or use one of [community,"
            + " feeMilliCentPerKwh, id, limitKw]");
    assertOnly(
        GOOD + "nonsense: 1\n",
        "c.yaml:31: community file: unknown key 'nonsense'; remove it or use one of [communities,"
            + " currency, feeders, markets, members, meterInstallations, places, resources,"
            + " simulatedResources, strategies, tariffs, timeZone, usagePoints]");
  }

  @Test
  void shouldNameMissingKeys() {
    assertOnly(
        GOOD.replace(", limitKw: 60", ""), "c.yaml:9: feeder 'f1': limitKw is missing; add it");
    assertOnly(
        GOOD.replace("currency: EUR\nt", "t"),
        "c.yaml:1: community file: currency is missing; add it");
    assertOnly(
        GOOD.replace("channels: [import], ", ""),
        "c.yaml:14: usage point 'h2': channels is missing; add it");
    assertOnly(
        GOOD.replace("type: heat-pump, ", ""), "c.yaml:21: resource 'r2': type is missing; add it");
    assertOnly(
        GOOD.replace("capacityKwh: 8, ", "").replace("initialKwh: 4", "initialKwh: 0"),
        "c.yaml:20: resource 'r1': capacityKwh is missing; add it");
  }

  @Test
  void shouldNameWrongTypes() {
    assertOnly(
        GOOD.replace("limitKw: 60", "limitKw: much"),
        "c.yaml:9: feeder 'f1': limitKw is not a number; write a number");
    assertOnly(
        GOOD.replace("multiplier: 40", "multiplier: 1.5"),
        "c.yaml:17: meter 'e2': multiplier is not a whole number; write a whole number");
    assertOnly(
        GOOD.replace("simulated: true", "simulated: perhaps"),
        "c.yaml:20: resource 'r1': simulated is not true or false; write true or false");
    assertOnly(
        GOOD.replace("to: 2025-06-01T00:00:00Z", "to: 2025-06-01"),
        "c.yaml:29: strategy 'direct': to is '2025-06-01', no instant; write it in UTC like"
            + " 2025-05-01T00:00:00Z",
        "c.yaml:30: strategy 'auction': is live beside strategy 'direct' of line 29; leave one"
            + " live: its setpoints move the devices");
    assertOnly(
        GOOD.replace("[import]", "[imports]"),
        "c.yaml:14: usage point 'h2': channels has 'imports'; use consumption, generation, import,"
            + " export");
    assertOnly(
        GOOD.replace("type: heat-pump", "type: heater"),
        "c.yaml:21: resource 'r2': type is 'heater'; use one of battery, pv, ev, heat-pump,"
            + " hot-water, flexible-load, deferrable-load");
    assertOnly(
        GOOD.replace("  - {id: b, market: GB}", "  - b"),
        "c.yaml:7: community: is not a mapping; write its keys as 'key: value' lines",
        "c.yaml:10: feeder 'f2': community refers to 'b', which the file does not have; add it or"
            + " use one of a",
        "c.yaml:14: usage point 'h2': community refers to 'b', which the file does not have; add it"
            + " or use one of a");
  }

  @Test
  void shouldNameBothLinesOfADuplicate() {
    assertOnly(
        GOOD.replace("{id: m2, name: Brown}", "{id: m2}, {id: m1, name: Brown}"),
        "c.yaml:11: member 'm1': is there twice, first in line 11; remove or rename one");
    assertOnly(
        GOOD.replace("id: r2", "id: r1"),
        "c.yaml:21: resource 'r1': is there twice, first in line 20; remove or rename one");
    assertOnly(
        GOOD.replace("limitKw: 60", "limitKw: 60, limitKw: 61"),
        "c.yaml:9: feeder 'f1': key 'limitKw' is given twice, first in line 9; remove one");
    assertOnly(
        GOOD.replace("{id: f1, community: a", "{id: h1, community: a")
            .replace("feeder: f1", "feeder: h1"),
        "c.yaml:13: usage point 'h1': has the id of feeder 'h1'; rename one: communities, feeders"
            + " and usage points share one set of names");
  }

  @Test
  void shouldNameEveryReferenceToNowhere() {
    assertOnly(
        GOOD.replace("market: GB, place: town", "market: FR, place: city"),
        "c.yaml:6: community 'a': market refers to 'FR', which the file does not have; add it or"
            + " use one of GB",
        "c.yaml:6: community 'a': place refers to 'city', which the file does not have; add it or"
            + " use one of town");
    assertOnly(
        GOOD.replace("usagePoint: h2, from", "usagePoint: h9, from"),
        "c.yaml:18: meter 'e3': usagePoint refers to 'h9', which the file does not have; add it or"
            + " use one of h1, h2");
    assertOnly(
        GOOD.replace("usagePoint: h2, type", "usagePoint: h9, type"),
        "c.yaml:21: resource 'r2': usagePoint refers to 'h9', which the file does not have; add it"
            + " or use one of h1, h2");
    assertOnly(
        GOOD.replace("usagePoints: [h2], market: GB", "usagePoints: [h2, h3], market: FR"),
        "c.yaml:26: tariff 't2': market refers to 'FR', which the file does not have; add it or"
            + " use one of GB",
        "c.yaml:26: tariff 't2': usagePoints refers to 'h3', which the file does not have; add it"
            + " or use one of h1, h2");
    assertOnly(
        GOOD.replace("auction, community: a", "auction, community: c"),
        "c.yaml:30: strategy 'auction': community refers to 'c', which the file does not have; add"
            + " it or use one of a, b");
  }

  @Test
  void shouldRefuseOverlappingInstallations() {
    assertOnly(
        GOOD.replace("to: 2025-05-20T10:00:00Z", "to: 2025-05-20T10:00:01Z"),
        "c.yaml:17: meter 'e2': and meter 'e1' are at usage point 'h1' at once, see line 16; end"
            + " the earlier one ('to') where the later begins ('from')");
    assertOnly(
        GOOD.replace("meter: e2", "meter: e1").replace("to: 2025-05-20", "to: 2025-05-21"),
        "c.yaml:17: meter 'e1': is installed twice at once, see line 16; end the earlier one ('to')"
            + " where the later begins ('from')");
    assertOnly(
        GOOD.replace(
            "meter: e3, usagePoint: h2, from: 2025-01-01",
            "meter: e1, usagePoint: h2, from: 2026-01-01"),
        "c.yaml:18: meter 'e1': moves from 'a' to 'b'; give it a new id there: a meter's readings"
            + " stay in one partition");
  }

  @Test
  void shouldRefuseTwoLiveStrategiesAtOnce() {
    assertOnly(
        GOOD.replace("live: true, from: 2025-06-01", "live: true, from: 2025-05-31"),
        "c.yaml:30: strategy 'auction': is live beside strategy 'direct' of line 29; leave one"
            + " live: its setpoints move the devices");
    assertOnly(
        GOOD.replace("strategy: tariff,", "strategy: auction,"),
        "c.yaml:30: strategy 'auction': runs twice at once in a community, see line 28; remove one"
            + " or end the earlier");
    assertOnly(
        GOOD.replace("strategy: tariff,", "strategy: magic,"),
        "c.yaml:28: strategy 'magic': is unknown; use one of [auction, coalition, contracts,"
            + " direct, exchange, local, mesh, tariff]");
  }

  @Test
  void shouldTakeEveryStrategyThereIs() {
    String alone = GOOD.replaceAll("(?m)^ *- .strategy: (direct|auction).*\\n", "");
    List<String> names = new ArrayList<>(StrategyPeriod.NAMES);
    names.add("auction/pay-as-clear/market-power");
    for (String name : names) {
      CommunityFile file = parse(alone.replace("strategy: tariff,", "strategy: " + name + ","));
      assertThat(file.strategies()).extracting(StrategyPeriod::strategy).containsExactly(name);
    }
  }

  @Test
  void shouldRefuseBandsThatDoNotCoverTheDayInOrder() {
    assertOnly(
        GOOD.replace("fromMinute: 0,", "fromMinute: 60,"),
        "c.yaml:25: tariff 't1' bands: the first band starts at minute 60; start it at 0, so that"
            + " the day is covered");
    assertOnly(
        GOOD.replace("fromMinute: 960,", "fromMinute: 0,"),
        "c.yaml:25: tariff 't1' bands: band at minute 0 follows one at 0; list the bands in"
            + " ascending order");
    assertOnly(
        GOOD.replace("fromMinute: 960,", "fromMinute: 1440,"),
        "c.yaml:25: tariff 't1' bands: fromMinute is 1440; it must be a minute of the day, 0 to"
            + " 1439");
    assertOnly(
        GOOD.replace("market: GB, exportFollowsMarket: true, ", ""),
        "c.yaml:26: tariff 't2': has neither bands nor a market; add bands for a time-of-use tariff"
            + " or the market a dynamic one follows");
  }

  @Test
  void shouldWantOneTariffForEveryUsagePointAtEachTime() {
    assertOnly(
        GOOD.replace("['*']", "[h2]")
            .replace("usagePoints: [h2], market", "usagePoints: [h1], market"));
    assertOnly(
        GOOD.replace("['*']", "[h2]").replace("- {id: t2", "# {id: t2"),
        "c.yaml:13: usage point 'h1': has no tariff; name it in a tariff, or use '*' for all");
    assertOnly(
        GOOD.replace("['*']", "['*']\n    to: 2025-05-01T00:00:00Z"),
        "c.yaml:13: usage point 'h1': has no tariff from 2025-05-01T00:00:00Z on while meter 'e1' is"
            + " there; extend a tariff or add one");
    assertOnly(
        GOOD.replace("usagePoints: [h2], market", "usagePoints: ['*'], market"),
        "c.yaml:26: tariff 't2': and tariff 't1' both hold for all usage points at one time; end the"
            + " earlier one ('to') where the later begins ('from')");
  }

  @Test
  void shouldRefuseValuesThatCannotBe() {
    assertOnly(
        GOOD.replace("capacityKwh: 8", "capacityKwh: -8").replace("initialKwh: 4, ", ""),
        "c.yaml:20: resource 'r1': capacityKwh is -8; it must be greater than 0");
    assertOnly(
        GOOD.replace("initialKwh: 4", "initialKwh: 9"),
        "c.yaml:20: resource 'r1': initialKwh 9.0 exceeds capacityKwh 8.0; lower it or raise the"
            + " capacity");
    assertOnly(
        GOOD.replace("intervalSeconds: 900", "intervalSeconds: 1000"),
        "c.yaml:14: usage point 'h2': intervalSeconds is 1000, which does not divide a day; use for"
            + " example 900, 1800 or 3600");
    assertOnly(
        GOOD.replace("Europe/London", "Europe/Newcastle"),
        "c.yaml:2: community file: timeZone is 'Europe/Newcastle', which is unknown; use a name of"
            + " the IANA database such as Europe/London");
    assertOnly(
        GOOD.replace("{id: GB, currency: EUR}", "{id: GB, currency: GBP}"),
        "c.yaml:4: market 'GB': is in GBP, the file in EUR; convert its prices: amounts have one"
            + " currency");
    assertOnly(
        GOOD.replace("{id: m1}", "{id: m1}, {id: 'm|3'}"),
        "c.yaml:11: member 'm|3': id is 'm|3'; use a name without '|' and control characters, other"
            + " than '*'");
    assertOnly(
        GOOD.replace("to: 2025-06-01T00:00:00Z", "to: 1969-06-01T00:00:00Z"),
        "c.yaml:29: strategy 'direct': to 1969-06-01T00:00:00Z is not after from"
            + " 1970-01-01T00:00:00Z; correct one of them");
  }

  @Test
  void shouldNameTheLineOfBrokenYaml() {
    assertOnly(
        "currency: EUR\nplaces: [\n  - a\n",
        "c.yaml:3: community file: is no YAML: expected the node content, but found '-'; correct"
            + " the line");
    assertOnly("", "c.yaml:1: community file: is empty; start from docs/community.yaml");
    assertOnly(
        "just text",
        "c.yaml:1: community file: is not a mapping; write its keys as 'key: value' lines",
        "c.yaml:1: community file: currency is missing; add it",
        "c.yaml:1: community file: timeZone is missing; add it");
  }

  private static void assertOnly(String text, String... problems) {
    if (problems.length == 0) {
      parse(text);
      return;
    }
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            CommunityFileException.class,
            e ->
                assertThat(e.problems().stream().map(Object::toString).toList())
                    .containsExactly(problems));
  }

  private static CommunityFile parse(String text) {
    return CommunityFileReader.parse("c.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
