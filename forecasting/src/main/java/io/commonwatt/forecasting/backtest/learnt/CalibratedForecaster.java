package io.commonwatt.forecasting.backtest.learnt;

import io.commonwatt.forecasting.backtest.Forecast;
import io.commonwatt.forecasting.backtest.Forecaster;
import io.commonwatt.forecasting.backtest.Levels;
import io.commonwatt.forecasting.backtest.Past;
import io.commonwatt.forecasting.backtest.Quantity.Kind;
import io.commonwatt.forecasting.backtest.Window;
import io.commonwatt.forecasting.calibration.BandCalibration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A forecaster whose quantiles are calibrated per series, as on the stream: each forecast is
 * corrected by the truths that were visible at its cut-off. Windows of a series must come in the
 * order of time. Not thread-safe.
 */
public final class CalibratedForecaster implements Forecaster {

  private static final double[] LEVELS = levels();

  private final Forecaster inner;
  private final Map<String, Track> tracks = new HashMap<>();

  /** What a series has issued and learnt. */
  private static final class Track {
    final BandCalibration calibration = new BandCalibration(LEVELS);
    final Deque<Issued> waiting = new ArrayDeque<>();
  }

  private record Issued(int cutOff, int first, double[] quantiles) {}

  public CalibratedForecaster(Forecaster inner) {
    this.inner = inner;
  }

  @Override
  public String name() {
    return inner.name() + "+aci";
  }

  @Override
  public String toString() {
    return inner + " calibrated";
  }

  @Override
  public void learn(List<Past> pasts, Window first) {
    inner.learn(pasts, first);
  }

  @Override
  public Forecast forecast(Past past, int first, int steps) {
    return correct(past, first, inner.forecast(past, first, steps));
  }

  /** Corrects a forecast of the inner forecaster, from the first interval it is of. */
  public Forecast correct(Past past, int first, Forecast raw) {
    Track track = tracks.computeIfAbsent(past.name(), key -> new Track());
    learnVisible(past, track);
    int steps = raw.steps();
    double[] quantiles = new double[steps * Levels.COUNT];
    for (int step = 0; step < steps; step++) {
      for (int level = 0; level < Levels.COUNT; level++) {
        quantiles[step * Levels.COUNT + level] = raw.quantile(step, level);
      }
    }
    double least = BandCalibration.leastHalfBand(quantiles, Levels.COUNT);
    for (int step = 0; step < steps; step++) {
      int from = step * Levels.COUNT;
      track.calibration.correct(classOf(past, past.cutOff(), first + step), quantiles, from, least);
      if (past.quantity().kind() != Kind.NET_LOAD) {
        for (int level = from; level < from + Levels.COUNT; level++) {
          quantiles[level] = Math.max(0, quantiles[level]);
        }
      }
    }
    track.waiting.add(new Issued(past.cutOff(), first, quantiles));
    return Forecast.ofQuantiles(quantiles);
  }

  /** Learns from what has become visible, interval by interval; what is visible in part waits. */
  private static void learnVisible(Past past, Track track) {
    List<Issued> left = new ArrayList<>();
    for (Issued issued : track.waiting) {
      int steps = issued.quantiles.length / Levels.COUNT;
      if (issued.first + steps > past.cutOff()) {
        left.add(issued);
        continue;
      }
      for (int step = 0; step < steps; step++) {
        double truth = past.at(issued.first + step);
        if (!Double.isNaN(truth)) {
          int of = classOf(past, issued.cutOff, issued.first + step);
          track.calibration.learn(
              of, past.stepSeconds() / 3600.0, truth, issued.quantiles, step * Levels.COUNT);
        }
      }
    }
    track.waiting.clear();
    track.waiting.addAll(left);
  }

  private static int classOf(Past past, int cutOff, int index) {
    long leadSeconds = (long) (index - cutOff) * past.stepSeconds();
    return BandCalibration.classOf(leadSeconds, past.timeOf(index).toEpochSecond(ZoneOffset.UTC));
  }

  private static double[] levels() {
    double[] levels = new double[Levels.COUNT];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = Levels.level(level);
    }
    return levels;
  }
}
