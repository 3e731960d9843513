package io.commonwatt.forecasting.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Standing;
import io.commonwatt.forecasting.series.WeatherHistory;
import java.time.ZoneOffset;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SlidingSampleTest {

  private static final int STEP_SECONDS = 900;
  private static final int PER_DAY = 96;
  private static final int DAYS = 21;

  @Property(tries = 200)
  void shouldGiveToTheLastBitWhatAddingEveryValueGives(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int neighbours) {
    Random random = new Random(seed);
    Issue issue = issue(random);
    SlidingSample sample = new SlidingSample(issue, DAYS, neighbours);
    Climatology slid = new Climatology(DAYS * (2 * neighbours + 1));
    Climatology added = new Climatology(DAYS * (2 * neighbours + 1));
    long[] centres = new long[DAYS + 1];
    double[] centreWeights = new double[DAYS + 1];
    double[] neighbourWeights = new double[DAYS + 1];
    long target = issue.origin();
    for (int move = 0; move < 60; move++) {
      target += random.nextInt(8) == 0 ? random.nextInt(PER_DAY) : 1;
      int clocks = random.nextInt(10) == 0 ? 4 : 0;
      for (int day = 1; day <= DAYS; day++) {
        centres[day] = target - (long) day * PER_DAY + (day > 10 ? clocks : 0);
        centreWeights[day] = 0.1 + random.nextInt(3);
        neighbourWeights[day] = 0.7 * centreWeights[day];
      }
      sample.move(centres);
      slid.clear();
      sample.fill(centreWeights, neighbourWeights, slid);
      added.clear();
      for (int day = 1; day <= DAYS; day++) {
        added.add(issue.energyWh(centres[day]), centreWeights[day]);
        for (int j = 1; j <= neighbours; j++) {
          added.add(issue.energyWh(centres[day] - j), neighbourWeights[day]);
          added.add(issue.energyWh(centres[day] + j), neighbourWeights[day]);
        }
      }
      assertThat(slid.size()).isEqualTo(added.size());
      if (added.size() > 0) {
        assertThat(quantiles(slid)).as("seed " + seed).containsExactly(quantiles(added));
      }
    }
  }

  private static double[] quantiles(Climatology climatology) {
    double[] found = new double[Rows.LEVELS.length];
    climatology.quantiles(Rows.LEVELS, found);
    return found;
  }

  /** A few weeks of few distinct values, some below zero, with gaps. */
  private static Issue issue(Random random) {
    SeriesHistory history = new SeriesHistory(STEP_SECONDS);
    int distinct = 1 + random.nextInt(60);
    int gaps = 2 + random.nextInt(20);
    int known = (1 + random.nextInt(30)) * PER_DAY;
    for (int index = 0; index < known; index++) {
      if (random.nextInt(gaps) > 0) {
        history.put(index, (random.nextInt(distinct) - 3) / 7.0, Standing.MEASURED);
      }
    }
    Series series = new Series(SeriesKind.USAGE_POINT, "home", Channel.CONSUMPTION, STEP_SECONDS);
    return new Issue(
        series,
        history,
        known,
        new WeatherHistory(),
        false,
        null,
        null,
        new CivilClock(ZoneOffset.UTC),
        Issue.HORIZON_HOURS,
        new IssueMatrix());
  }
}
