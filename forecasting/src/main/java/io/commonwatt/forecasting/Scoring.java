package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.ForecastScore;
import io.commonwatt.forecasting.calibration.BandCalibration;
import io.commonwatt.forecasting.feature.Rows;
import io.commonwatt.forecasting.model.SeasonalNaive;
import io.commonwatt.forecasting.series.Series;
import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Scores issued forecasts, each range of horizons once: when its last interval is measured or known
 * to be absent, at the latest {@link #GRACE} after it. Only measured values and complete sums are
 * truths; the model and the reference are scored on the same intervals. The calibration of the
 * series and the weights of its models learn from the same truths at the same time.
 */
final class Scoring {

  /** Horizon ranges, h. */
  static final int[] EDGES_HOURS = {0, 6, 24, 48};

  /** How long a late last interval is waited for. */
  static final Duration GRACE = Duration.ofHours(12);

  private static final int ALL_SCORED = (1 << (EDGES_HOURS.length - 1)) - 1;

  private Scoring() {}

  static void score(ForecastState state, Instant at, Consumer<Travelling> outputs) {
    Iterator<IssuedForecast> iterator = state.issued.iterator();
    while (iterator.hasNext()) {
      IssuedForecast issued = iterator.next();
      int next = EDGES_HOURS[Integer.numberOfTrailingZeros(~issued.scored) + 1];
      if (issued.issueSecond + next * 3600L > at.getEpochSecond()) {
        continue;
      }
      SeriesHistory history = state.history.listSeries().get(issued.series);
      for (int range = 0; range < EDGES_HOURS.length - 1; range++) {
        if ((issued.scored & 1 << range) == 0 && due(issued, history, range, at)) {
          issued.scored |= 1 << range;
          emit(issued, history, range, at, state.placement, outputs);
          learn(issued, history, range, state);
        }
      }
      if (issued.scored == ALL_SCORED) {
        iterator.remove();
      } else {
        int leading = Integer.numberOfTrailingZeros(~issued.scored);
        issued.forgetBefore(EDGES_HOURS[leading] * 3600 / issued.series.stepSeconds());
      }
    }
  }

  /**
   * Mean |y_t − y_{t−1 day}| of what is measured: over the model's window, without a model over the
   * history before the origin, Wh; 0 when there is none.
   */
  static double scaleWh(SeriesHistory history, long origin, List<ServingModel> models) {
    ServingModel serving =
        models.isEmpty() || models.get(0).isMadeElsewhere() ? null : models.get(0);
    int step = history.stepSeconds();
    long from = serving == null ? history.first() : serving.windowFrom().getEpochSecond() / step;
    long to = serving == null ? origin : serving.windowTo().getEpochSecond() / step;
    double sum = 0;
    int count = 0;
    for (long i = Math.max(from, history.first()); i < to; i++) {
      long before = i - history.stepsPerDay();
      if (history.standing(i) == Standing.MEASURED
          && history.standing(before) == Standing.MEASURED) {
        sum += Math.abs(history.energyWh(i) - history.energyWh(before));
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static boolean due(IssuedForecast issued, SeriesHistory history, int range, Instant at) {
    long endSecond = issued.issueSecond + EDGES_HOURS[range + 1] * 3600L;
    if (endSecond > at.getEpochSecond()) {
      return false;
    }
    Standing last = history.standing(endSecond / issued.series.stepSeconds() - 1);
    return last == Standing.MEASURED
        || last == Standing.ABSENT
        || endSecond + GRACE.toSeconds() <= at.getEpochSecond();
  }

  private static void learn(
      IssuedForecast issued, SeriesHistory history, int range, ForecastState state) {
    calibrate(issued, history, range, state.calibration(issued.series));
    if (issued.members != null) {
      int stepSeconds = issued.series.stepSeconds();
      String segment = issued.series.segment();
      issued.members.learn(
          history,
          issued.issueSecond / stepSeconds,
          EDGES_HOURS[range] * 3600 / stepSeconds,
          EDGES_HOURS[range + 1] * 3600 / stepSeconds,
          state.weights(issued.series),
          state.segmentWeights(segment),
          state.seriesIn(segment));
    }
  }

  /**
   * Calibrates the bands by a range of a forecast; one truth counts once, however often it is due.
   */
  private static void calibrate(
      IssuedForecast issued, SeriesHistory history, int range, BandCalibration calibration) {
    if (!issued.calibrated) {
      return;
    }
    int levels = Rows.LEVELS.length;
    int stepSeconds = issued.series.stepSeconds();
    long origin = issued.issueSecond / stepSeconds;
    int hours = EDGES_HOURS[range + 1] - EDGES_HOURS[range];
    double forecastsOfOne = hours * 3600.0 / ForecastSettings.ISSUE_INTERVAL.toSeconds();
    double weight = stepSeconds / 3600.0 / forecastsOfOne;
    double[] quantilesWh = new double[levels];
    for (int step = EDGES_HOURS[range] * 3600 / stepSeconds;
        step < EDGES_HOURS[range + 1] * 3600 / stepSeconds;
        step++) {
      if (history.standing(origin + step) == Standing.MEASURED) {
        for (int level = 0; level < levels; level++) {
          quantilesWh[level] = issued.model[(step - issued.firstStep) * levels + level];
        }
        int of = BandCalibration.classOf((long) step * stepSeconds, (origin + step) * stepSeconds);
        calibration.learn(of, weight, history.energyWh(origin + step), quantilesWh, 0);
      }
    }
  }

  private static void emit(
      IssuedForecast issued,
      SeriesHistory history,
      int range,
      Instant at,
      String placement,
      Consumer<Travelling> outputs) {
    if (issued.reference.length > 0) {
      emit(issued, SeasonalNaive.NAME, issued.reference, history, range, at, placement, outputs);
    }
    if (issued.model.length > 0) {
      emit(issued, issued.modelName, issued.model, history, range, at, placement, outputs);
    }
  }

  private static void emit(
      IssuedForecast issued,
      String model,
      float[] quantilesWh,
      SeriesHistory history,
      int range,
      Instant at,
      String placement,
      Consumer<Travelling> outputs) {
    Series series = issued.series;
    int levels = Rows.LEVELS.length;
    long origin = issued.issueSecond / series.stepSeconds();
    int from = EDGES_HOURS[range] * 3600 / series.stepSeconds();
    int to = EDGES_HOURS[range + 1] * 3600 / series.stepSeconds();
    double absoluteErrorWh = 0;
    double pinballWh = 0;
    int steps = 0;
    int covered = 0;
    for (int step = from; step < to; step++) {
      if (history.standing(origin + step) == Standing.MEASURED) {
        double truth = history.energyWh(origin + step);
        int row = (step - issued.firstStep) * levels;
        absoluteErrorWh += Math.abs(truth - quantilesWh[row + Rows.MEDIAN]);
        pinballWh += pinballWh(truth, quantilesWh, row);
        boolean inside = quantilesWh[row] <= truth && truth <= quantilesWh[row + levels - 1];
        covered += inside ? 1 : 0;
        steps++;
      }
    }
    if (steps > 0) {
      outputs.accept(
          new ForecastScore(
              series.kind(),
              series.owner(),
              series.channel(),
              model,
              Instant.ofEpochSecond(issued.issueSecond),
              EDGES_HOURS[range],
              EDGES_HOURS[range + 1],
              steps,
              absoluteErrorWh,
              pinballWh,
              covered,
              issued.scaleWh,
              at,
              placement));
    }
  }

  /** Mean over the levels of the pinball loss, Wh. */
  private static double pinballWh(double truth, float[] quantilesWh, int row) {
    double sum = 0;
    for (int level = 0; level < Rows.LEVELS.length; level++) {
      double missed = truth - quantilesWh[row + level];
      sum += missed >= 0 ? Rows.LEVELS[level] * missed : (Rows.LEVELS[level] - 1) * missed;
    }
    return sum / Rows.LEVELS.length;
  }
}
