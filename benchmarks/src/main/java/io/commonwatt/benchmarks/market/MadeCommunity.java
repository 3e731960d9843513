package io.commonwatt.benchmarks.market;

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
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One community of any size, hourly: a load with an evening peak and seeded noise, every third home
 * with PV and a battery, prices by the hour. Nothing is forecast: the market expects the same hour
 * of the day before. Immutable.
 */
final class MadeCommunity {

  static final String ID = "made";
  static final Instant START = Instant.parse("2025-05-01T00:00:00Z");

  private static final String MARKET = "made-market";
  private static final int SECONDS = 3600;
  private static final int HISTORY_HOURS = 48;
  private static final int SOLAR_EVERY = 3;

  private final int homes;
  private final int days;
  private final long seed;

  MadeCommunity(int homes, int days, long seed) {
    this.homes = homes;
    this.days = days;
    this.seed = seed;
  }

  Instant end() {
    return START.plus(Duration.ofDays(days));
  }

  /** Its registry, with one strategy from the start to the end. */
  Registry registry(String strategy) {
    List<Member> members = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < homes; i++) {
      members.add(new Member("member-" + home(i), "Member " + i));
      points.add(
          new UsagePoint(
              home(i),
              "local",
              "member-" + home(i),
              ID,
              "made-feeder",
              "made-place",
              isSolar(i)
                  ? List.of(Channel.CONSUMPTION, Channel.GENERATION)
                  : List.of(Channel.CONSUMPTION),
              SECONDS,
              17));
      if (isSolar(i)) {
        resources.add(battery(i));
      }
    }
    return new Registry(
        new CommunityFile(
            "EUR",
            ZoneId.of("UTC"),
            true,
            List.of(new Community(ID, "Made", MARKET, "made-place")),
            List.of(new Feeder("made-feeder", ID, 8.0 * homes)),
            List.of(new Place("made-place", 50, 8)),
            List.of(new Market(MARKET, "EUR")),
            members,
            points,
            List.of(),
            resources,
            List.of(timeOfUse()),
            List.of(new StrategyPeriod(strategy, "*", false, START, end())),
            ID));
  }

  private static Resource battery(int home) {
    return new Resource(
        "battery-" + home(home),
        home(home),
        Resource.Type.BATTERY,
        8,
        4,
        0.95,
        500,
        1,
        true,
        Instant.MIN,
        Instant.MAX);
  }

  private static Tariff timeOfUse() {
    return new Tariff(
        "time-of-use",
        List.of("*"),
        List.of(new Tariff.Band(0, 24_000), new Tariff.Band(17 * 60, 36_000)),
        "",
        0,
        8_000,
        false,
        0,
        1_000,
        Instant.MIN,
        Instant.MAX);
  }

  /** Prices of the whole time and readings of the two days before. */
  void listBefore(Consumer<Travelling> records) {
    for (int hour = -HISTORY_HOURS; hour < 24 * days + HISTORY_HOURS; hour++) {
      double evening = bell(hour, 19, 2.5);
      double noon = bell(hour, 13, 3);
      double noise = random(-1, hour).nextDouble();
      long price = Math.round(9_000 + 12_000 * evening - 5_000 * noon + 3_000 * noise);
      records.accept(
          new Price(MARKET, start(hour), SECONDS, "EUR", price, price / 2, 400_000, START));
    }
    for (int hour = -HISTORY_HOURS; hour < 0; hour++) {
      listHour(hour, records);
    }
  }

  /** Readings of an hour, counted from the start. */
  void listHour(int hour, Consumer<Travelling> records) {
    double evening = bell(hour, 19, 2.5);
    double noon = bell(hour, 13, 3);
    for (int home = 0; home < homes; home++) {
      SplittableRandom random = random(home, hour);
      long load = Math.round(150 + 200 * random.nextDouble() + 900 * evening * random.nextDouble());
      records.accept(reading(home, Channel.CONSUMPTION, hour, load));
      if (isSolar(home)) {
        long generation =
            Math.round(4_500 * Math.max(0, noon - 0.05) * (0.3 + 0.7 * random.nextDouble()));
        records.accept(reading(home, Channel.GENERATION, hour, generation));
      }
    }
  }

  private SplittableRandom random(int home, int hour) {
    return new SplittableRandom((seed * 1_000_003 + home) * 1_000_003 + hour);
  }

  private static double bell(int hour, double at, double width) {
    double away = (Math.floorMod(hour, 24) - at) / width;
    return Math.exp(-away * away);
  }

  private static String home(int index) {
    return String.format("home-%06d", index);
  }

  private static boolean isSolar(int home) {
    return home % SOLAR_EVERY == 0;
  }

  private static Instant start(int hour) {
    return START.plusSeconds((long) hour * SECONDS);
  }

  private static ValidatedReading reading(int home, Channel channel, int hour, long wh) {
    Instant end = start(hour + 1);
    Instant known = end.isBefore(START) ? START : end;
    return new ValidatedReading(
        home(home),
        ID,
        "made-feeder",
        channel,
        start(hour),
        SECONDS,
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
}
