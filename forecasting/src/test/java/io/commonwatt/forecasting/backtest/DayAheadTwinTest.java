package io.commonwatt.forecasting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The day-ahead protocols against a naive twin that follows the text of the protocol, index by
 * index, without windows, pasts or forecasters.
 */
class DayAheadTwinTest {

  private static final double[] LEVELS = {.05, .1, .3, .5, .7, .9, .95};
  private static final double[] WIDTHS = {.075, .125, .2, .2, .2, .125, .075};
  private static final int DAY = 24;
  private static final double CLOSE = 1e-9;

  @ParameterizedTest
  @CsvSource({"1, 6", "2, 6", "3, 24", "4, 24"})
  void shouldScoreAsTheTwinDoes(long seed, int hour) {
    RegularSeries series = MadeSeries.make(seed, 100, DAY, .2);
    BacktestCase of = new BacktestCase(series, 80 * DAY, 100 * DAY);
    Protocol protocol = hour == 6 ? DayAhead.OPENSTEF_D1 : DayAhead.MIDNIGHT;
    BacktestResult result = new Backtest(protocol, List.of(), () -> 0).run(List.of(of), n -> {});
    Twin twin = new Twin(series, hour);
    BacktestResult.SeriesScores scores = result.series().get(0);
    assertThat(scores.points()).isEqualTo(twin.truths.size());
    assertThat(scores.scores().get("last-day").mae()).isCloseTo(mean(twin.lastDay), within(CLOSE));
    assertThat(scores.scores().get("last-day").mase())
        .isCloseTo(mean(twin.lastDay) / twin.scale, within(CLOSE));
    assertThat(scores.scores().get("last-week").mae())
        .isCloseTo(mean(twin.lastWeek), within(CLOSE));
    assertThat(scores.scores().get("mean-of-4-weeks").rmae())
        .isCloseTo(mean(twin.fourWeeks) / twin.range(), within(CLOSE));
    assertThat(scores.scores().get("climatology").rcrps())
        .isCloseTo(mean(twin.crps) / twin.range(), within(CLOSE));
    assertThat(scores.scores().get("climatology").coverage90())
        .isCloseTo(mean(twin.covered), within(CLOSE));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  private static double quantile(List<Double> values, double level) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    double rank = (sorted.size() - 1) * level;
    int below = (int) Math.floor(rank);
    double high = sorted.get((int) Math.ceil(rank));
    return sorted.get(below) + (high - sorted.get(below)) * (rank - below);
  }

  /** Losses of the intervals that have a truth and every baseline. */
  private static final class Twin {
    final List<Double> truths = new ArrayList<>();
    final List<Double> lastDay = new ArrayList<>();
    final List<Double> lastWeek = new ArrayList<>();
    final List<Double> fourWeeks = new ArrayList<>();
    final List<Double> crps = new ArrayList<>();
    final List<Double> covered = new ArrayList<>();
    final double scale;

    Twin(RegularSeries series, int hour) {
      List<Double> differences = new ArrayList<>();
      for (int i = DAY; i < 80 * DAY; i++) {
        add(differences, Math.abs(series.at(i) - series.at(i - DAY)));
      }
      scale = mean(differences);
      for (int i = 80 * DAY; i < 100 * DAY; i++) {
        boolean yesterdayIsKnown = hour == 24 || i % DAY < hour;
        double day = series.at(yesterdayIsKnown ? i - DAY : i - 2 * DAY);
        double week = series.at(i - 7 * DAY);
        List<Double> four = new ArrayList<>();
        for (int back = 1; back <= 4; back++) {
          add(four, series.at(i - 7 * DAY * back));
        }
        List<Double> many = new ArrayList<>();
        for (int back = 1; back <= 8; back++) {
          for (int away = -1; away <= 1; away++) {
            add(many, series.at(i - 7 * DAY * back + away));
          }
        }
        double truth = series.at(i);
        if (!Double.isNaN(truth + day + week) && !four.isEmpty() && !many.isEmpty()) {
          truths.add(truth);
          lastDay.add(Math.abs(truth - day));
          lastWeek.add(Math.abs(truth - week));
          fourWeeks.add(Math.abs(truth - mean(four)));
          add(truth, many);
        }
      }
    }

    double range() {
      return quantile(truths, .99) - quantile(truths, .01);
    }

    private void add(double truth, List<Double> many) {
      double sum = 0;
      for (int k = 0; k < LEVELS.length; k++) {
        double quantile = quantile(many, LEVELS[k]);
        double share = truth > quantile ? LEVELS[k] : 1 - LEVELS[k];
        sum += 2 * WIDTHS[k] * share * Math.abs(truth - quantile);
      }
      crps.add(sum);
      boolean inside = truth >= quantile(many, .05) && truth <= quantile(many, .95);
      covered.add(inside ? 1.0 : 0.0);
    }

    private static void add(List<Double> values, double value) {
      if (!Double.isNaN(value)) {
        values.add(value);
      }
    }
  }
}
