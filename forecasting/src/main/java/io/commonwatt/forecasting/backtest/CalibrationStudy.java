package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.solar.SolarGeometry;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What the 90 % band of forecasters holds: over all, by hour of day, by size and by series and
 * month. Walks forward from four weeks before the test, learning before that; only the test is
 * counted. Generation counts where a clear sky would give power. Used once; not thread-safe.
 */
public final class CalibrationStudy {

  /** Days that calibration learns before it is judged. */
  public static final int WARM_UP_DAYS = 28;

  private static final int MONTH_DAYS = 30;
  private static final int SIZES = 3;

  private final DayAhead protocol;
  private final List<Forecaster> forecasters;
  private final SolarGeometry sun;

  /**
   * @param sun over the generating series; null where it is not known: every interval with a band
   *     is counted
   */
  public CalibrationStudy(DayAhead protocol, List<Forecaster> forecasters, SolarGeometry sun) {
    this.protocol = protocol;
    this.forecasters = List.copyOf(forecasters);
    this.sun = sun;
  }

  /** What a band held over some intervals. */
  public static final class Tally {
    private long points;
    private long covered;
    private long below;
    private double intervalScore;
    private double crps;

    void add(double truth, Forecast forecast, int step, double unit) {
      points++;
      covered += Metrics.covers(truth, forecast, step) ? 1 : 0;
      below += truth < forecast.quantile(step, 0) ? 1 : 0;
      intervalScore += Metrics.intervalScore(truth, forecast, step) / unit;
      crps += Metrics.crps(truth, forecast, step) / unit;
    }

    public long points() {
      return points;
    }

    /** Share of the truths inside the band. */
    public double coverage() {
      return points == 0 ? Double.NaN : (double) covered / points;
    }

    /** Share of the truths below the band. */
    public double below() {
      return points == 0 ? Double.NaN : (double) below / points;
    }

    /** Mean interval score, each series divided by its mean truth before the test. */
    public double intervalScore() {
      return points == 0 ? Double.NaN : intervalScore / points;
    }

    /** Mean interval-weighted CRPS, divided likewise. */
    public double crps() {
      return points == 0 ? Double.NaN : crps / points;
    }
  }

  /**
   * What a forecaster's band held.
   *
   * @param bySize the smallest third of the series first
   * @param bySeriesMonth by series and 30 days of the test
   */
  public record Found(
      Tally all,
      Map<Integer, Tally> byHour,
      List<Tally> bySize,
      Map<String, Tally> bySeries,
      Map<String, Tally> bySeriesMonth) {

    static Found empty() {
      List<Tally> sizes = new ArrayList<>();
      for (int size = 0; size < SIZES; size++) {
        sizes.add(new Tally());
      }
      return new Found(
          new Tally(), new TreeMap<>(), sizes, new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  /**
   * Runs it.
   *
   * @param progress told the number of series done, after each
   */
  public Map<String, Found> run(List<BacktestCase> cases, IntConsumer progress) {
    List<BacktestCase> warm = new ArrayList<>();
    for (BacktestCase each : cases) {
      int from = each.testFrom() - WARM_UP_DAYS * each.series().stepsPerDay();
      if (from > 0) {
        warm.add(new BacktestCase(each.series(), from, each.testEnd()));
      }
    }
    learn(warm);
    Map<String, Found> found = new LinkedHashMap<>();
    forecasters.forEach(each -> found.put(each.name(), Found.empty()));
    double[] edges = edges(warm);
    int done = 0;
    for (BacktestCase each : warm) {
      for (Forecaster forecaster : forecasters) {
        walk(each, forecaster, found.get(forecaster.name()), edges);
      }
      progress.accept(++done);
    }
    return found;
  }

  private void learn(List<BacktestCase> warm) {
    List<Past> pasts = new ArrayList<>();
    Window first = null;
    for (BacktestCase each : warm) {
      Window own = protocol.blocks(each).get(0).windows().get(0);
      first = first == null ? own : first;
      pasts.add(new Past(each.series(), own.cutOff()));
    }
    if (first != null) {
      for (Forecaster forecaster : forecasters) {
        forecaster.learn(pasts, first);
      }
    }
  }

  private void walk(BacktestCase of, Forecaster forecaster, Found found, double[] edges) {
    RegularSeries series = of.series();
    int counted = of.testFrom() + WARM_UP_DAYS * series.stepsPerDay();
    double size = size(of);
    double unit = size > 0 ? size : 1;
    int third = size <= edges[0] ? 0 : size <= edges[1] ? 1 : 2;
    for (Window window : protocol.blocks(of).get(0).windows()) {
      Forecast forecast =
          forecaster.forecast(new Past(series, window.cutOff()), window.first(), window.steps());
      for (int step = 0; step < forecast.steps(); step++) {
        int index = window.first() + step;
        double truth = series.at(index);
        if (index < counted || Double.isNaN(truth) || !isCounted(series, index, forecast, step)) {
          continue;
        }
        LocalDateTime time = series.timeOf(index);
        int month = (index - counted) / (MONTH_DAYS * series.stepsPerDay());
        String name = series.name();
        for (Tally tally :
            List.of(
                found.all(),
                found.byHour().computeIfAbsent(time.getHour(), key -> new Tally()),
                found.bySize().get(third),
                found.bySeries().computeIfAbsent(name, key -> new Tally()),
                found.bySeriesMonth().computeIfAbsent(name + '|' + month, key -> new Tally()))) {
          tally.add(truth, forecast, step, unit);
        }
      }
    }
  }

  private boolean isCounted(RegularSeries series, int index, Forecast forecast, int step) {
    if (!forecast.isKnown(step)) {
      return false;
    }
    if (series.quantity().kind() != Quantity.Kind.GENERATION) {
      return true;
    }
    if (sun == null) {
      return forecast.quantile(step, Levels.COUNT - 1) > 0;
    }
    double middle =
        series
            .timeOf(index)
            .plus(Duration.ofSeconds(series.stepSeconds() / 2))
            .toEpochSecond(ZoneOffset.UTC);
    return SolarGeometry.clearSkyIrradiance(sun.sinElevation(middle)) > 0;
  }

  /** Sizes that part the series into thirds. */
  private static double[] edges(List<BacktestCase> cases) {
    double[] sizes = cases.stream().mapToDouble(CalibrationStudy::size).sorted().toArray();
    if (sizes.length == 0) {
      return new double[] {0, 0};
    }
    return new double[] {sizes[(sizes.length - 1) / SIZES], sizes[2 * (sizes.length - 1) / SIZES]};
  }

  /** Mean absolute value in the year before the warm-up. */
  private static double size(BacktestCase of) {
    int from = Math.max(0, of.testFrom() - 365 * of.series().stepsPerDay());
    return IntStream.range(from, of.testFrom())
        .mapToDouble(index -> Math.abs(of.series().at(index)))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(0);
  }
}
