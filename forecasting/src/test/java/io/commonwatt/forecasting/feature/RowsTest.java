package io.commonwatt.forecasting.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowsTest {

  private static final Place PLACE = new Place("place", 51.5, -0.1);
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  /** A week before the clocks change, so that lags cross the change. */
  private static final Instant START = Instant.parse("2025-03-20T00:00:00Z");

  @Property(tries = 40)
  void shouldNotSeeAnythingThatEndsAfterTheIssue(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int quarterDays) {
    Instant issued = START.plus(Duration.ofHours(6L * quarterDays));
    for (Channel channel : List.of(Channel.CONSUMPTION, Channel.GENERATION)) {
      PlacementHistory asOfIssue = history(seed, channel, issued, issued, seed);
      PlacementHistory later =
          history(seed, channel, issued, issued.plus(Duration.ofDays(4)), seed + 1);
      assertThat(rows(later, channel, issued).toArray(double[][]::new))
          .isDeepEqualTo(rows(asOfIssue, channel, issued).toArray(double[][]::new));
    }
  }

  @Property(tries = 40)
  void shouldGiveFiniteModerateNumbersWithTheClimatologyInOrder(
      @ForAll long seed, @ForAll @IntRange(min = 4, max = 80) int quarterDays) {
    Instant issued = START.plus(Duration.ofHours(6L * quarterDays));
    for (Channel channel : List.of(Channel.CONSUMPTION, Channel.GENERATION)) {
      double[] base = new double[Rows.LEVELS.length];
      for (double[] row : rows(history(seed, channel, issued, issued, seed), channel, issued)) {
        for (double value : row) {
          assertThat(value).isBetween(-10.0, 10.0).isEqualTo((float) value);
        }
        if (row.length == 0) {
          continue;
        }
        Rows.base(row, 0, base);
        for (int level = 1; level < base.length; level++) {
          assertThat(base[level]).isGreaterThanOrEqualTo(base[level - 1]);
        }
      }
    }
  }

  @Test
  void shouldFollowTheClockOnTheWallAcrossItsChange() {
    // Somebody cooks from 06:30 to 08:00 local time, every day.
    PlacementHistory history = new PlacementHistory("place");
    Instant issued = Instant.parse("2025-03-31T00:00:00Z");
    for (Instant at = START; at.isBefore(issued); at = at.plusSeconds(1800)) {
      var local = at.atZone(LONDON);
      int minute = local.getHour() * 60 + local.getMinute();
      double energy = minute >= 390 && minute < 480 ? 1000 : 100;
      history.absorb(reading(Channel.CONSUMPTION, at, energy), issued);
    }
    List<double[]> rows = rows(history, Channel.CONSUMPTION, issued);
    double at6 = rows.get(12)[0];
    double at7 = rows.get(14)[0];
    assertThat(at6).as("07:00 local time is 06:00 UTC now").isGreaterThan(4);
    assertThat(at7).as("07:00 UTC is 08:00 local time now").isLessThan(1);
  }

  @Test
  void shouldChangeTheSchemaHashWithTheColumns() {
    String one = FeatureSpecification.of("a-1", "x level", "y 1").schemaHash();
    assertThat(FeatureSpecification.of("a-1", "x level", "y 1").schemaHash()).isEqualTo(one);
    assertThat(FeatureSpecification.of("a-2", "x level", "y 1").schemaHash()).isNotEqualTo(one);
    assertThat(FeatureSpecification.of("a-1", "x level", "y 10K").schemaHash()).isNotEqualTo(one);
    assertThat(FeatureSpecification.of("a-1", "y 1", "x level").schemaHash()).isNotEqualTo(one);
  }

  private static List<double[]> rows(PlacementHistory history, Channel channel, Instant issued) {
    Series series = new Series(SeriesKind.USAGE_POINT, "home", channel, 1800);
    Issue issue = new IssueFactory(PLACE, LONDON).open(series, history, issued);
    List<double[]> rows = new ArrayList<>();
    for (int step = 0; step < issue.steps(); step++) {
      double[] row = new double[issue.rows().specification().size()];
      boolean known = issue.rows().fill(issue.origin() + step, row);
      rows.add(known ? row : new double[0]);
    }
    return rows;
  }

  /** Random readings and weather; what ends after the issue comes from another seed. */
  private static PlacementHistory history(
      long seed, Channel channel, Instant issued, Instant to, long laterSeed) {
    PlacementHistory history = new PlacementHistory("place");
    Random random = new Random(seed);
    for (Instant at = START; at.isBefore(to); at = at.plusSeconds(1800)) {
      if (at.equals(issued)) {
        random = new Random(laterSeed);
      }
      double energy = random.nextInt(10) == 0 ? 3000 : random.nextInt(500);
      if (random.nextInt(15) > 0) {
        history.absorb(reading(channel, at, energy), to);
      }
      double temperature = 10 + 5 * random.nextGaussian();
      Instant end = at.plusSeconds(1800);
      history.absorb(
          new WeatherObserved("place", at, 1800, temperature, random.nextInt(800), end), to);
      if (!at.isAfter(issued) && random.nextInt(12) == 0) {
        List<Double> temperatures = new ArrayList<>();
        List<Double> irradiances = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          temperatures.add(10 + 5 * random.nextGaussian());
          irradiances.add((double) random.nextInt(800));
        }
        if (at.isBefore(issued)) {
          history.absorb(
              new WeatherForecast("place", at, at, 3600, temperatures, irradiances, at), to);
        }
      }
    }
    return history;
  }

  private static io.commonwatt.contracts.reading.ValidatedReading reading(
      Channel channel, Instant at, double energy) {
    return TestCommunity.reading("home", "c", "f", channel, at, 1800, energy, at.plusSeconds(1800));
  }
}
