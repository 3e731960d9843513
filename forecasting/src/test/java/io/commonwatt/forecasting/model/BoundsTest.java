package io.commonwatt.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueFactory;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BoundsTest {

  private static final Place LONDON = new Place("london", 51.5, -0.1);
  private static final Instant START = Instant.parse("2025-05-01T00:00:00Z");
  private static final Instant ISSUED = Instant.parse("2025-05-12T06:00:00Z");

  @Property(tries = 50)
  void shouldOrderClipAndDarken(@ForAll long seed) {
    Issue issue = issue(Channel.GENERATION, LONDON);
    double[] quantiles = new Random(seed).doubles(issue.steps() * 7L, -500, 3000).toArray();
    Bounds.apply(issue, 1234.5678901, quantiles);
    SolarGeometry sun = new SolarGeometry(LONDON.latitude(), LONDON.longitude());
    int nights = 0;
    for (int step = 0; step < issue.steps(); step++) {
      long start = issue.startSecond(issue.origin() + step);
      boolean night =
          sun.sinElevation(start) <= 0
              && sun.sinElevation(start + 900) <= 0
              && sun.sinElevation(start + 1800) <= 0;
      nights += night ? 1 : 0;
      for (int level = 0; level < 7; level++) {
        double value = quantiles[step * 7 + level];
        assertThat(value).isBetween(0.0, 1234.5678901).isEqualTo((float) value);
        assertThat(value).isGreaterThanOrEqualTo(level == 0 ? 0 : quantiles[step * 7 + level - 1]);
        if (night) {
          assertThat(value).isZero();
        }
      }
    }
    assertThat(nights).isBetween(30, 38);
  }

  @Test
  void shouldNotExceedWhatWasEverGeneratedWhereThePeakIsNotKnown() {
    Issue issue = issue(Channel.GENERATION, LONDON);
    double[] quantiles = new Random(1).doubles(issue.steps() * 7L, 0, 9000).toArray();
    Bounds.apply(issue, Double.NaN, quantiles);
    assertThat(Arrays.stream(quantiles).max().orElseThrow()).isLessThanOrEqualTo(1000);
  }

  @Test
  void shouldNotTrustAPlaceWhereTheSeriesGeneratesAtNight() {
    Issue issue = issue(Channel.GENERATION, new Place("antipode", -51.5, 179.9));
    double[] quantiles = new Random(1).doubles(issue.steps() * 7L, 100, 900).toArray();
    Bounds.apply(issue, Double.NaN, quantiles);
    // 12:00 UTC, the best hour of this series, and 00:00 UTC, when it has always rested.
    assertThat(quantiles[12 * 7]).isPositive();
    assertThat(quantiles[36 * 7 + 6]).isZero();
  }

  @Test
  void shouldLeaveConsumptionAloneAtNight() {
    Issue issue = issue(Channel.CONSUMPTION, LONDON);
    double[] quantiles = new Random(1).doubles(issue.steps() * 7L, 100, 900).toArray();
    Bounds.apply(issue, Double.NaN, quantiles);
    assertThat(Arrays.stream(quantiles).min().orElseThrow()).isGreaterThanOrEqualTo(100);
  }

  /** A series that gives 1000 Wh from 08:00 to 16:00 UTC, every day. */
  private static Issue issue(Channel channel, Place place) {
    PlacementHistory history = new PlacementHistory(place.id());
    for (Instant at = START; at.isBefore(ISSUED); at = at.plusSeconds(1800)) {
      long hour = at.getEpochSecond() / 3600 % 24;
      history.absorb(
          TestCommunity.reading(
              "home", "c", "f", channel, at, 1800, hour >= 8 && hour < 16 ? 1000 : 0, ISSUED),
          ISSUED);
    }
    Series series = new Series(SeriesKind.USAGE_POINT, "home", channel, 1800);
    return new IssueFactory(place, ZoneId.of("Europe/London")).open(series, history, ISSUED);
  }
}
