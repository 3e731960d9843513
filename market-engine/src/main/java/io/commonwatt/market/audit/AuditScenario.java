package io.commonwatt.market.audit;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.Market;
import io.commonwatt.contracts.community.Member;
import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.StrategyPeriod;
import io.commonwatt.contracts.community.Tariff;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.market.coordination.MarketStep;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A community in which nobody gains by using a store: the tariff is flat and pays for energy fed in
 * what it asks for energy taken, so a store only loses; one home has more than it needs at noon.
 * The community's own price moves from cheap nights to dear evenings, so stores would help it. A
 * home that uses its store sacrifices.
 */
public final class AuditScenario {

  static final Instant START = Instant.parse("2025-03-03T00:00:00Z");

  private static final String ID = "audit";
  private static final String MARKET = "audit-market";
  private static final int HOMES = 5;
  private static final int STORES = 3;
  private static final int DAYS = 6;
  private static final long RETAIL_MILLI_CENT = 20_000;

  private AuditScenario() {}

  /** Wholesale price of an hour, ct per kWh: the same taken and given. */
  static double wholesaleCent(long epochSecond) {
    long hour = Math.floorMod(Math.floorDiv(epochSecond, 3600L), 24L);
    return hour >= 16 && hour < 21 ? 45 : hour < 6 ? 5 : 20;
  }

  /** Days times stores. */
  static long storeDays() {
    return (long) DAYS * STORES;
  }

  /** Id of a home. */
  public static String home(int index) {
    return "audit-home-" + index;
  }

  /** Registry of the scenario with one strategy. */
  public static Registry registry(String strategy) {
    List<Member> members = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < HOMES; i++) {
      members.add(new Member("member-" + i, "Member " + i));
      points.add(
          new UsagePoint(
              home(i),
              "local",
              "member-" + i,
              ID,
              "audit-feeder",
              "audit-place",
              i < HOMES - 1
                  ? List.of(Channel.CONSUMPTION)
                  : List.of(Channel.CONSUMPTION, Channel.GENERATION),
              3600,
              20));
      if (i < STORES) {
        resources.add(
            new Resource(
                "audit-battery-" + i,
                home(i),
                Resource.Type.BATTERY,
                6,
                3,
                0.85,
                0,
                0,
                true,
                Instant.MIN,
                Instant.MAX));
      }
    }
    Tariff tariff =
        new Tariff(
            "flat",
            List.of("*"),
            List.of(new Tariff.Band(0, RETAIL_MILLI_CENT)),
            "",
            0,
            RETAIL_MILLI_CENT,
            false,
            0,
            0,
            Instant.MIN,
            Instant.MAX);
    return new Registry(
        new CommunityFile(
            "EUR",
            ZoneId.of("UTC"),
            true,
            List.of(new Community(ID, "Audit", MARKET, "audit-place")),
            List.of(new Feeder("audit-feeder", ID, 100)),
            List.of(new Place("audit-place", 50, 8)),
            List.of(new Market(MARKET, "EUR")),
            members,
            points,
            List.of(),
            resources,
            List.of(tariff),
            List.of(
                new StrategyPeriod(strategy, "*", false, START, START.plus(Duration.ofDays(DAYS)))),
            ID));
  }

  /**
   * Everything the market reads.
   *
   * @param changed home whose readings differ from those of every other call; −1 for none
   */
  public static List<Travelling> records(int changed) {
    List<Travelling> records = new ArrayList<>();
    int hours = 24 * (DAYS + 2);
    for (int hour = 0; hour < hours + 48; hour++) {
      Instant start = START.plus(Duration.ofHours(hour));
      long price = Math.round(1000 * wholesaleCent(start.getEpochSecond()));
      records.add(new Price(MARKET, start, 3600, "EUR", price, price, 0, START));
    }
    for (int home = 0; home < HOMES; home++) {
      SplittableRandom random = new SplittableRandom(31L * home + (home == changed ? 1000 : 0));
      for (int hour = -48; hour < hours; hour++) {
        Instant start = START.plus(Duration.ofHours(hour));
        records.add(reading(home, Channel.CONSUMPTION, start, 200 + random.nextInt(1200)));
        if (home == HOMES - 1) {
          boolean noon = Math.abs(Math.floorMod(hour, 24) - 12) < 4;
          long wh = noon ? 2000 + random.nextInt(2000) : 0;
          records.add(reading(home, Channel.GENERATION, start, wh));
        }
      }
    }
    return records;
  }

  private static ValidatedReading reading(int home, Channel channel, Instant start, long wh) {
    Instant end = start.plusSeconds(3600);
    Instant known = end.isBefore(START) ? START : end;
    return new ValidatedReading(
        home(home),
        ID,
        "audit-feeder",
        channel,
        start,
        3600,
        wh,
        wh,
        Origin.MEASURED,
        Quality.VALID,
        List.of(),
        "",
        "meter-" + home,
        known.toEpochMilli(),
        known,
        ID);
  }

  /** Log of a strategy by name, bodies kept. */
  public static List<MarketMessage> log(String strategy, int changed) {
    return log(new MarketStep(registry(strategy), MarketSettings.defaults(), true), changed);
  }

  /** Log of a market over this scenario's registry. */
  public static List<MarketMessage> log(MarketStep market, int changed) {
    StepDriver<?> driver = new StepDriver<>(market);
    for (Travelling record : records(changed)) {
      driver.file(ID, record);
    }
    List<MarketMessage> log = new ArrayList<>();
    driver.advanceTo(
        START.plus(Duration.ofDays(DAYS + 1)),
        row -> {
          if (row instanceof MarketMessage message) {
            log.add(message);
          }
        });
    return log;
  }
}
