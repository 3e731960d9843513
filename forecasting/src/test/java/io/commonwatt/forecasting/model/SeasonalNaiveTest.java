package io.commonwatt.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.data.TestCommunity;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.feature.IssueFactory;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeasonalNaiveTest {

  private static final Instant START = Instant.parse("2025-05-01T00:00:00Z");
  private static final long SEED = 5;

  @Test
  void shouldRepeatTheLastDayAndNothingElseAfterOneDay() {
    double[] energies = random(24);
    double[] quantiles = forecast(energies);
    for (int step = 0; step < 48; step++) {
      for (int level = 0; level < 7; level++) {
        assertThat(quantiles[step * 7 + level]).isEqualTo(energies[step % 24]);
      }
    }
  }

  @Test
  void shouldSkipHolesAndPutTheEmpiricalMissesOfItsOwnAround() {
    double[] energies = random(24 * 20 + 6);
    energies[24 * 20 + 6 - 24] = Double.NaN;
    double[] quantiles = forecast(energies);
    // The first target's yesterday is a hole: the day before stands in.
    assertThat(median(quantiles, 0)).isEqualTo(energies[24 * 20 + 6 - 48]);
    assertThat(median(quantiles, 1)).isEqualTo(energies[24 * 20 + 7 - 24]);
    assertThat(median(quantiles, 25)).isEqualTo(energies[24 * 20 + 7 - 24]);
    for (int days = 1; days <= 2; days++) {
      List<Double> misses = new ArrayList<>();
      for (int i = energies.length - 14 * 24; i < energies.length; i++) {
        double miss = energies[i] - energies[i - 24 * days];
        if (!Double.isNaN(miss)) {
          misses.add(miss);
        }
      }
      misses.sort(null);
      int step = days == 1 ? 1 : 25;
      for (int level : new int[] {0, 2, 4, 6}) {
        double at = Rows.LEVELS[level] * (misses.size() - 1);
        double below = misses.get((int) at);
        double above = misses.get((int) at + 1);
        double expected = median(quantiles, step) + below + (at - (int) at) * (above - below);
        assertThat(quantiles[step * 7 + level]).isCloseTo(expected, within(1e-9));
      }
    }
  }

  private static double median(double[] quantiles, int step) {
    return quantiles[step * 7 + Rows.MEDIAN];
  }

  private static double[] random(int hours) {
    return new Random(SEED).doubles(hours, 0, 1000).map(Math::rint).toArray();
  }

  private static double[] forecast(double[] energies) {
    PlacementHistory history = new PlacementHistory("");
    Instant issued = START.plus(Duration.ofHours(energies.length));
    for (int i = 0; i < energies.length; i++) {
      if (!Double.isNaN(energies[i])) {
        Instant at = START.plus(Duration.ofHours(i));
        history.absorb(
            TestCommunity.reading(
                "home", "c", "f", Channel.CONSUMPTION, at, 3600, energies[i], issued),
            issued);
      }
    }
    Series series = new Series(SeriesKind.USAGE_POINT, "home", Channel.CONSUMPTION, 3600);
    Issue issue = new IssueFactory(null, ZoneId.of("UTC")).open(series, history, issued);
    double[] quantiles = new double[issue.steps() * 7];
    new SeasonalNaive().forecast(issue, quantiles);
    return quantiles;
  }
}
