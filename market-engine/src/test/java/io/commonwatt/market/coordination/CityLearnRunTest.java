package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real homes, PV, batteries and prices: CityLearn 2022 phase 1, with persistence forecasts. */
class CityLearnRunTest {

  private static final String ID = "citylearn";
  private static final Instant START = Instant.parse("2022-07-31T23:00:00Z");
  private static final int HOMES = 5;
  private static final double[] PV_KW = {4, 4, 4, 5, 4};

  @Test
  void shouldCostLessUnderDirectControlOnRealHomes() throws IOException {
    Path phase = shared().resolve("data/citylearn2022/phase_1");
    assumeTrue(
        Files.isDirectory(phase),
        "skipped: no CityLearn data at " + phase + "; set COMMONWATT_SHARED to the shared folder");
    int days = System.getProperty("commonwatt.size", "ci").equals("full") ? 365 : 45;
    Registry registry = registry("tariff", "direct", "auction");
    Run run = Run.of(registry, records(phase, 24 * days), START.plus(Duration.ofDays(days)));

    double efficiency = 0.9;
    double tariff = run.resourceCostWithStock("tariff", efficiency);
    for (String strategy : List.of("tariff", "direct", "auction")) {
      assertThat(run.settlements(strategy)).hasSize(24 * days).allMatch(Settlement::complete);
      double cost = run.resourceCostWithStock(strategy, efficiency);
      System.out.printf(
          "citylearn %d days, %s: J %.2f (%.1f %% of tariff), bill %.2f, peak %.2f kW, self %.3f%n",
          days,
          strategy,
          cost / 1e8,
          100 * cost / tariff,
          run.criteria(strategy).billMicroCent() / 1e8,
          run.criteria(strategy).peakKw(),
          run.criteria(strategy).selfConsumption());
    }
    assertThat(run.resourceCostWithStock("direct", efficiency)).isLessThan(0.99 * tariff);
    assertThat(run.setpoints("direct")).isNotEqualTo(run.setpoints("tariff"));
    assertThat(run.setpoints("auction")).isNotEqualTo(run.setpoints("tariff"));
  }

  private static Path shared() {
    String named = System.getenv("COMMONWATT_SHARED");
    return named != null
        ? Path.of(named)
        : Path.of(System.getProperty("commonwatt.root", ".")).resolveSibling("shared");
  }

  private static List<Travelling> records(Path phase, int hours) throws IOException {
    List<Travelling> records = new ArrayList<>();
    List<String> prices = Files.readAllLines(phase.resolve("pricing.csv"));
    List<String> carbon = Files.readAllLines(phase.resolve("carbon_intensity.csv"));
    for (int hour = 0; hour < hours; hour++) {
      Instant start = START.plus(Duration.ofHours(hour));
      Instant published = start.minus(Duration.ofHours(12 + hour % 24));
      records.add(
          new Price(
              "utility",
              start,
              3600,
              "EUR",
              Math.round(100_000 * cell(prices, hour, 0)),
              0,
              Math.round(1e6 * cell(carbon, hour, 0)),
              published.isBefore(START) ? START : published));
    }
    for (int home = 0; home < HOMES; home++) {
      List<String> rows = Files.readAllLines(phase.resolve("Building_" + (home + 1) + ".csv"));
      for (int hour = 0; hour < hours; hour++) {
        records.add(reading(home, Channel.CONSUMPTION, hour, 1000 * cell(rows, hour, 7)));
        records.add(reading(home, Channel.GENERATION, hour, PV_KW[home] * cell(rows, hour, 11)));
      }
    }
    return records;
  }

  private static double cell(List<String> rows, int hour, int column) {
    return Double.parseDouble(rows.get(hour + 1).split(",")[column]);
  }

  private static ValidatedReading reading(int home, Channel channel, int hour, double wh) {
    Instant start = START.plus(Duration.ofHours(hour));
    Instant end = start.plusSeconds(3600);
    return new ValidatedReading(
        "b" + (home + 1),
        ID,
        "f",
        channel,
        start,
        3600,
        Math.round(wh),
        Math.round(wh),
        Origin.MEASURED,
        Quality.VALID,
        List.of(),
        "",
        "meter",
        end.toEpochMilli(),
        end,
        ID);
  }

  private static Registry registry(String... strategies) {
    List<Member> members = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<Resource> resources = new ArrayList<>();
    for (int home = 1; home <= HOMES; home++) {
      members.add(new Member("m" + home, "Building " + home));
      points.add(
          new UsagePoint(
              "b" + home,
              "local",
              "m" + home,
              ID,
              "f",
              "austin",
              List.of(Channel.CONSUMPTION, Channel.GENERATION),
              3600,
              25));
      resources.add(
          new Resource(
              "battery" + home,
              "b" + home,
              Resource.Type.BATTERY,
              6.4,
              5,
              0.81,
              0,
              0,
              false,
              Instant.MIN,
              Instant.MAX));
    }
    List<StrategyPeriod> periods = new ArrayList<>();
    for (String strategy : strategies) {
      periods.add(
          new StrategyPeriod(strategy, ID, strategy.equals("direct"), Instant.MIN, Instant.MAX));
    }
    Tariff tariff =
        new Tariff(
            "dynamic",
            List.of("*"),
            List.of(),
            "utility",
            0,
            0,
            false,
            0,
            0,
            Instant.MIN,
            Instant.MAX);
    return new Registry(
        new CommunityFile(
            "EUR",
            ZoneId.of("UTC"),
            false,
            List.of(new Community(ID, "CityLearn", "utility", "austin")),
            List.of(new Feeder("f", ID, 100)),
            List.of(new Place("austin", 30, -98)),
            List.of(new Market("utility", "EUR")),
            members,
            points,
            List.of(),
            resources,
            List.of(tariff),
            periods,
            "citylearn"));
  }
}
