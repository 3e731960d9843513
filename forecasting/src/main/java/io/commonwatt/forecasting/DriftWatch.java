package io.commonwatt.forecasting;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.ForecastEvent;
import io.commonwatt.contracts.forecast.ForecastEventKind;
import io.commonwatt.forecasting.drift.DailyLoss;
import io.commonwatt.forecasting.drift.PageHinkley;
import io.commonwatt.forecasting.series.Series;
import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Looks once a day, at 00 UTC, at what every series of a placement and the mean of every segment
 * missed the day before. A series that drifts is said; a segment that drifts is trained anew.
 */
final class DriftWatch {

  private static final int DAY_SECONDS = Series.DAY_SECONDS;

  private final TrainingRowsState state;
  private final Instant at;
  private final Consumer<Travelling> outputs;

  private static final class Mean {
    double sum;
    int count;
  }

  DriftWatch(TrainingRowsState state, Instant at, Consumer<Travelling> outputs) {
    this.state = state;
    this.at = at;
    this.outputs = outputs;
  }

  Set<String> listDriftingSegments() {
    Set<String> drifting = new TreeSet<>();
    if (at.getEpochSecond() % DAY_SECONDS != 0) {
      return drifting;
    }
    TreeMap<String, Mean> segments = new TreeMap<>();
    state
        .history
        .listSeries()
        .forEach(
            (series, history) -> {
              double loss = DailyLoss.of(history, at.getEpochSecond() / series.stepSeconds());
              if (Double.isNaN(loss)) {
                return;
              }
              Mean mean = segments.computeIfAbsent(series.segment(), key -> new Mean());
              mean.sum += loss;
              mean.count++;
              if (detector(series.id()).add(loss)) {
                say(
                    ForecastEventKind.DRIFT,
                    series.owner() + '|' + series.channel().code(),
                    series.segment(),
                    loss,
                    "the day's error is so many times the usual and has been for some; its bands"
                        + " adapt");
              }
            });
    segments.forEach(
        (segment, mean) -> {
          if (detector(segment).add(mean.sum / mean.count)) {
            drifting.add(segment);
            say(
                ForecastEventKind.RETRAINING,
                segment,
                segment,
                mean.sum / mean.count,
                "the mean error of its series is so many times the usual and has been for some days;"
                    + " a model is trained before its time");
          }
        });
    return drifting;
  }

  private PageHinkley detector(String of) {
    return state.drifts.computeIfAbsent(of, key -> new PageHinkley());
  }

  private void say(
      ForecastEventKind kind, String subject, String segment, double value, String remark) {
    outputs.accept(
        new ForecastEvent(kind, subject, segment, value, 1, remark, at, state.placement));
  }
}
