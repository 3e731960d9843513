package io.commonwatt.benchmarks.forecast;

import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Standing;
import java.time.Instant;
import java.util.SplittableRandom;

/** Histories of homes made here: an evening peak, days that differ, no gaps. */
final class MadeSeries {

  static final Instant ISSUED = Instant.parse("2025-05-15T00:00:00Z");

  private MadeSeries() {}

  static Series series(int home, int stepSeconds) {
    return new Series(SeriesKind.USAGE_POINT, "home-" + home, Channel.CONSUMPTION, stepSeconds);
  }

  static SeriesHistory history(int stepSeconds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SeriesHistory history = new SeriesHistory(stepSeconds, SeriesHistory.SCENARIO_DAYS);
    long origin = ISSUED.getEpochSecond() / stepSeconds;
    long first = origin - (long) SeriesHistory.SCENARIO_DAYS * history.stepsPerDay();
    double busy = 1;
    for (long index = first; index < origin; index++) {
      long second = index * stepSeconds % 86_400;
      busy = second == 0 ? 0.6 + 0.8 * random.nextDouble() : busy;
      double shape = second > 61_200 && second < 79_200 ? 900 * busy : second > 25_200 ? 300 : 120;
      double energy = shape * (0.5 + random.nextDouble()) * stepSeconds / 3600;
      history.put(index, energy, Standing.MEASURED);
    }
    return history;
  }
}
