package io.commonwatt.benchmarks.dispatch;

import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.Market;
import io.commonwatt.contracts.community.Member;
import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.Tariff;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Homes with sun and a battery each, 20 to a community, on a tariff of three prices, and their
 * forecasts over 48 hours, issued every six.
 */
final class ControlledHomes {

  static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  static final int ISSUE_SECONDS = 6 * 3600;

  private static final int HOMES_PER_COMMUNITY = 20;
  private static final int FORECAST_HOURS = 48;
  private static final List<Double> LEVELS = List.of(0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95);

  private final int homes;
  private final long seed;

  ControlledHomes(int homes, long seed) {
    this.homes = homes;
    this.seed = seed;
  }

  static String community(int home) {
    return String.format("community-%05d", home / HOMES_PER_COMMUNITY);
  }

  private static String home(int number) {
    return String.format("home-%06d", number);
  }

  /** The community file. */
  Registry registry() {
    List<Community> communities = new ArrayList<>();
    List<Feeder> feeders = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (int number = 0; number < homes; number++) {
      String community = community(number);
      if (number % HOMES_PER_COMMUNITY == 0) {
        communities.add(new Community(community, community, "market", "place"));
        feeders.add(new Feeder("f-" + community, community, 200));
      }
      members.add(new Member("m-" + home(number), home(number)));
      points.add(
          new UsagePoint(
              home(number),
              "local",
              "m-" + home(number),
              community,
              "f-" + community,
              "place",
              List.of(Channel.CONSUMPTION, Channel.GENERATION),
              3600,
              14));
      double capacity = 5 + 10 * random.nextDouble();
      resources.add(
          new Resource(
              home(number) + "-battery",
              home(number),
              Resource.Type.BATTERY,
              capacity,
              2 + 3 * random.nextDouble(),
              0.9,
              1000,
              capacity / 2,
              true,
              Instant.EPOCH,
              Instant.MAX));
    }
    return new Registry(
        new CommunityFile(
            "EUR",
            ZoneOffset.UTC,
            true,
            communities,
            feeders,
            List.of(new Place("place", 51.5, 0)),
            List.of(new Market("market", "EUR")),
            members,
            points,
            List.of(),
            resources,
            List.of(tariff()),
            List.of(),
            ""));
  }

  private static Tariff tariff() {
    return new Tariff(
        "three-prices",
        List.of("*"),
        List.of(
            new Tariff.Band(0, 14_000),
            new Tariff.Band(420, 27_000),
            new Tariff.Band(1020, 42_000)),
        "",
        0,
        8_000,
        false,
        2_500,
        1_000,
        Instant.EPOCH,
        Instant.MAX);
  }

  /**
   * Forecasts of an issue, with their scenarios after them.
   *
   * @param scenarios of each; 0 for none
   */
  void issue(
      Instant at, int scenarios, Consumer<Forecast> made, Consumer<ForecastScenarios> drawn) {
    SplittableRandom random = new SplittableRandom(seed * 31 + at.getEpochSecond());
    for (int number = 0; number < homes; number++) {
      for (Channel channel : List.of(Channel.CONSUMPTION, Channel.GENERATION)) {
        made.accept(forecast(number, channel, at, random));
        if (scenarios > 0) {
          drawn.accept(scenarios(number, channel, at, scenarios, random));
        }
      }
    }
  }

  private static Forecast forecast(
      int number, Channel channel, Instant at, SplittableRandom random) {
    double[] quantiles = new double[FORECAST_HOURS * LEVELS.size()];
    for (int hour = 0; hour < FORECAST_HOURS; hour++) {
      int clock = (int) Math.floorMod(at.getEpochSecond() / 3600 + hour, 24L);
      boolean evening = clock >= 17 && clock < 22;
      double sun = clock > 6 && clock < 19 ? 3000 * random.nextDouble() : 0;
      double load = 300 + random.nextDouble() * (evening ? 3000 : 900);
      double median = channel == Channel.GENERATION ? sun : load;
      for (int level = 0; level < LEVELS.size(); level++) {
        quantiles[hour * LEVELS.size() + level] = median * (0.4 + 1.2 * LEVELS.get(level));
      }
    }
    return new Forecast(
        SeriesKind.USAGE_POINT,
        home(number),
        channel,
        "linear-pinball",
        "m",
        "",
        at,
        at,
        at,
        3600,
        LEVELS,
        quantiles,
        at,
        community(number));
  }

  private static ForecastScenarios scenarios(
      int number, Channel channel, Instant at, int count, SplittableRandom random) {
    byte[] ranks = new byte[count * FORECAST_HOURS];
    for (int hour = 0; hour < FORECAST_HOURS; hour++) {
      int shift = random.nextInt(count);
      for (int scenario = 0; scenario < count; scenario++) {
        ranks[scenario * FORECAST_HOURS + hour] = (byte) ((scenario * 7 + shift) % count);
      }
    }
    return new ForecastScenarios(
        SeriesKind.USAGE_POINT,
        home(number),
        channel,
        "linear-pinball",
        at,
        at,
        3600,
        count,
        ranks,
        Double.POSITIVE_INFINITY,
        1,
        at,
        community(number));
  }
}
