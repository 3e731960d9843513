package io.commonwatt.forecasting.backtest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backtest found.
 *
 * @param means plain mean over the series by forecaster, baselines first
 * @param horizons the same by how far ahead, nearest first
 * @param segments the same over the series of a segment, by its name
 * @param series one per scored series
 * @param skipped series that could not be scored, with the reason
 * @param costs what learning and forecasting cost by forecaster
 */
public record BacktestResult(
    Map<String, Scores> means,
    Map<Horizon, Map<String, Scores>> horizons,
    Map<String, Map<String, Scores>> segments,
    List<SeriesScores> series,
    Map<String, String> skipped,
    Map<String, Cost> costs) {

  public BacktestResult {
    means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
    horizons = Collections.unmodifiableMap(new LinkedHashMap<>(horizons));
    segments = Collections.unmodifiableMap(new LinkedHashMap<>(segments));
    series = List.copyOf(series);
    skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
  }

  /**
   * Scores of one series.
   *
   * @param points intervals that were scored
   * @param scores by forecaster, baselines first
   * @param horizons the same by how far ahead, nearest first
   * @param sample forecasts of one forecaster, for the eye
   */
  public record SeriesScores(
      BacktestCase of,
      int points,
      Map<String, Scores> scores,
      Map<Horizon, Map<String, Scores>> horizons,
      Map<Window, Forecast> sample) {

    public SeriesScores {
      horizons = Collections.unmodifiableMap(new LinkedHashMap<>(horizons));
      sample = Collections.unmodifiableMap(new LinkedHashMap<>(sample));
      scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }
  }

  /**
   * What a forecaster cost.
   *
   * @param learnSeconds processor time of learning, s
   * @param forecastSeconds processor time of forecasting, s
   * @param rows intervals forecast
   */
  public record Cost(double learnSeconds, double forecastSeconds, long rows) {

    /** Intervals forecast in a second of one core; NaN when it took no time. */
    public double rowsPerCoreSecond() {
      return forecastSeconds > 0 ? rows / forecastSeconds : Double.NaN;
    }
  }
}
