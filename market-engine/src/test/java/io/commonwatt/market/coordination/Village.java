package io.commonwatt.market.coordination;

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
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScenarios;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A seeded community for tests: every third home has PV and a battery; prices move by the hour. */
final class Village {

  static final String ID = "village";
  static final Instant START = Instant.parse("2025-05-01T00:00:00Z");

  private final int homes;
  private final int days;
  private final int stepSeconds;
  private final long[][] loadWh;
  private final long[][] generationWh;
  private final long[] wholesale;
  private List<Feeder> feeders = List.of(new Feeder("f1", ID, 100));

  Village(int homes, int days, int stepSeconds, long seed) {
    this.homes = homes;
    this.days = days;
    this.stepSeconds = stepSeconds;
    int hours = 24 * (days + 3);
    Random random = new Random(seed);
    loadWh = new long[homes][hours];
    generationWh = new long[homes][hours];
    wholesale = new long[hours];
    for (int hour = 0; hour < hours; hour++) {
      int clock = hour % 24;
      double evening = Math.exp(-Math.pow((clock - 19) / 2.5, 2));
      double noon = Math.exp(-Math.pow((clock - 13) / 3.0, 2));
      wholesale[hour] =
          Math.round(9_000 + 12_000 * evening - 5_000 * noon + 3_000 * random.nextDouble());
      double sun = 0.3 + 0.7 * random.nextDouble();
      for (int home = 0; home < homes; home++) {
        double load =
            150
                + 200 * random.nextDouble()
                + (700 + 90 * home % 500) * evening * random.nextDouble();
        loadWh[home][hour] = wholeSteps(load);
        double generation = hasPv(home) ? 4_500 * Math.max(0, noon - 0.05) * sun : 0;
        generationWh[home][hour] = wholeSteps(generation);
      }
    }
  }

  /**
   * The same with two feeders of limits and fees: homes with PV on the first, others on the second.
   */
  Village onTwoFeeders(double limitKw, long feeMilliCentPerKwh) {
    feeders =
        List.of(
            new Feeder("f1", ID, limitKw, feeMilliCentPerKwh),
            new Feeder("f2", ID, limitKw, feeMilliCentPerKwh));
    return this;
  }

  String home(int index) {
    return String.format("home%02d", index);
  }

  static boolean hasPv(int index) {
    return index % 3 == 0;
  }

  Instant end() {
    return START.plus(Duration.ofDays(days));
  }

  Registry registry(String... strategies) {
    List<Member> members = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < homes; i++) {
      members.add(new Member("member-" + home(i), "Member " + i));
      List<Channel> channels =
          hasPv(i)
              ? List.of(Channel.CONSUMPTION, Channel.GENERATION)
              : List.of(Channel.CONSUMPTION);
      points.add(
          new UsagePoint(
              home(i),
              "local",
              "member-" + home(i),
              ID,
              feeders.size() == 1 || hasPv(i) ? "f1" : "f2",
              "here",
              channels,
              stepSeconds,
              17));
      if (hasPv(i)) {
        resources.add(
            new Resource(
                "battery-" + home(i),
                home(i),
                Resource.Type.BATTERY,
                8,
                4,
                0.9,
                500,
                1,
                true,
                Instant.MIN,
                Instant.MAX));
      }
    }
    List<StrategyPeriod> periods = new ArrayList<>();
    for (String strategy : strategies) {
      periods.add(
          new StrategyPeriod(strategy, "*", strategy.equals("direct"), Instant.MIN, Instant.MAX));
    }
    Tariff tariff =
        new Tariff(
            "tou",
            List.of("*"),
            List.of(new Tariff.Band(0, 16_000), new Tariff.Band(7 * 60, 24_000)),
            "",
            0,
            5_000,
            false,
            6_000,
            1_000,
            Instant.MIN,
            Instant.MAX);
    return new Registry(
        new CommunityFile(
            "EUR",
            ZoneId.of("Europe/London"),
            true,
            List.of(new Community(ID, "Village", "spot", "here")),
            feeders,
            List.of(new Place("here", 52, 0)),
            List.of(new Market("spot", "EUR")),
            members,
            points,
            List.of(),
            resources,
            List.of(tariff),
            periods,
            "test"));
  }

  /** Everything the market reads, in no particular order. */
  List<Travelling> records(double forecastError) {
    List<Travelling> records = new ArrayList<>(prices());
    for (int hour = 0; hour < 24 * days; hour++) {
      records.addAll(readings(hour));
    }
    records.addAll(forecasts(forecastError));
    return records;
  }

  /** Day-ahead prices; those of the first days are known at the start. */
  List<Travelling> prices() {
    List<Travelling> prices = new ArrayList<>();
    for (int hour = 0; hour < 24 * (days + 1); hour++) {
      Instant start = START.plus(Duration.ofHours(hour));
      Instant published = START.plus(Duration.ofHours(hour / 24 * 24 - 12));
      prices.add(
          new Price(
              "spot",
              start,
              3600,
              "EUR",
              wholesale[hour],
              wholesale[hour] - 6_000,
              200_000,
              published.isBefore(START) ? START : published));
    }
    return prices;
  }

  /** Readings of an hour, known at the end of each interval. */
  List<Travelling> readings(int hour) {
    List<Travelling> readings = new ArrayList<>();
    int parts = 3600 / stepSeconds;
    for (int home = 0; home < homes; home++) {
      for (int part = 0; part < parts; part++) {
        Instant start = START.plus(Duration.ofHours(hour)).plusSeconds((long) part * stepSeconds);
        readings.add(reading(home, Channel.CONSUMPTION, start, loadWh[home][hour] / parts));
        if (hasPv(home)) {
          readings.add(reading(home, Channel.GENERATION, start, generationWh[home][hour] / parts));
        }
      }
    }
    return readings;
  }

  ValidatedReading reading(int home, Channel channel, Instant start, long wh) {
    Instant end = start.plusSeconds(stepSeconds);
    return reading(home, channel, start, wh, Origin.MEASURED, end);
  }

  ValidatedReading reading(
      int home, Channel channel, Instant start, long wh, Origin origin, Instant knownAt) {
    return new ValidatedReading(
        home(home),
        ID,
        "f1",
        channel,
        start,
        stepSeconds,
        wh,
        origin == Origin.MEASURED ? wh : null,
        origin,
        origin == Origin.MEASURED ? Quality.VALID : Quality.ESTIMATED_LINEAR,
        List.of(),
        "",
        "meter",
        knownAt.toEpochMilli(),
        knownAt,
        ID);
  }

  /** Forecasts every six hours over 48 h: the truth, each step off by a share of it. */
  List<Travelling> forecasts(double error) {
    List<Travelling> forecasts = new ArrayList<>();
    Random random = new Random(11);
    for (int issue = 0; issue < 24 * days; issue += 6) {
      for (int home = 0; home < homes; home++) {
        forecasts.add(forecast(home, Channel.CONSUMPTION, loadWh[home], issue, error, random));
        if (hasPv(home)) {
          forecasts.add(
              forecast(home, Channel.GENERATION, generationWh[home], issue, error, random));
        }
      }
    }
    return forecasts;
  }

  /** A forecast of the same consumption in every step of two days. */
  Forecast forecast(int home, Instant issued, Instant knownAt, double wh) {
    double[] median = new double[48 * 3600 / stepSeconds];
    Arrays.fill(median, wh * stepSeconds / 3600);
    return new Forecast(
        SeriesKind.USAGE_POINT,
        home(home),
        Channel.CONSUMPTION,
        "linear-pinball",
        "m1",
        "",
        issued,
        issued,
        issued,
        stepSeconds,
        List.of(0.5),
        median,
        knownAt,
        ID);
  }

  private Forecast forecast(
      int home, Channel channel, long[] truthWh, int issue, double error, Random random) {
    int parts = 3600 / stepSeconds;
    double[] quantiles = new double[3 * 48 * parts];
    for (int i = 0; i < 48 * parts; i++) {
      double median =
          truthWh[issue + i / parts] / (double) parts * (1 + error * (2 * random.nextDouble() - 1));
      quantiles[3 * i] = (1 - error) * median;
      quantiles[3 * i + 1] = median;
      quantiles[3 * i + 2] = (1 + error) * median;
    }
    Instant issued = START.plus(Duration.ofHours(issue));
    return new Forecast(
        SeriesKind.USAGE_POINT,
        home(home),
        channel,
        "linear-pinball",
        "m1",
        "",
        issued,
        issued,
        issued,
        stepSeconds,
        List.of(0.1, 0.5, 0.9),
        quantiles,
        issued,
        ID);
  }

  /** Scenarios of every forecast: ranks in random order. */
  List<Travelling> scenarios(int count, double error) {
    List<Travelling> scenarios = new ArrayList<>();
    Random random = new Random(12);
    for (Travelling record : forecasts(error)) {
      Forecast forecast = (Forecast) record;
      byte[] ranks = new byte[count * forecast.steps()];
      for (int step = 0; step < forecast.steps(); step++) {
        List<Byte> order = new ArrayList<>();
        for (int scenario = 0; scenario < count; scenario++) {
          order.add((byte) scenario);
        }
        Collections.shuffle(order, random);
        for (int scenario = 0; scenario < count; scenario++) {
          ranks[scenario * forecast.steps() + step] = order.get(scenario);
        }
      }
      scenarios.add(
          new ForecastScenarios(
              forecast.kind(),
              forecast.owner(),
              forecast.channel(),
              forecast.model(),
              forecast.issued(),
              forecast.start(),
              forecast.stepSeconds(),
              count,
              ranks,
              Double.POSITIVE_INFINITY,
              12,
              forecast.knownAt(),
              ID));
    }
    return scenarios;
  }

  /** Rounds to an energy that divides into whole Wh per step. */
  private long wholeSteps(double wh) {
    int parts = 3600 / stepSeconds;
    return Math.round(wh / parts) * parts;
  }
}
