package io.commonwatt.forecasting.backtest;

import io.commonwatt.forecasting.backtest.learnt.CalibratedForecaster;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * What the 90 % band of forecasters holds: over all, by hour of day, by size and by series and
 * month. Walks forward from four weeks before the test, learning anew each week; only the test is
 * counted. Generation counts where a clear sky would give power. Used once; not thread-safe.
 */
public final class CalibrationStudy {

  /** Days that calibration learns before it is judged. */
  public static final int WARM_UP_DAYS = 28;

  private static final int MONTH_DAYS = 30;
  private static final int SIZES = 3;

  /** How long what was learnt is used. */
  private static final int DAYS_BETWEEN_LEARNING = 7;

  private final DayAhead protocol;
  private final Forecaster model;
  private final CalibratedForecaster calibrated;
  private final SolarGeometry sun;

  /**
   * @param model whose bands are told as it says them and calibrated
   * @param sun over the generating series; null where it is not known: every interval with a band
   *     is counted
   */
  public CalibrationStudy(DayAhead protocol, Forecaster model, SolarGeometry sun) {
    this.protocol = protocol;
    this.model = model;
    calibrated = new CalibratedForecaster(model);
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

  /** The windows of a series, of which some are done. */
  private static final class Walk {
    final BacktestCase of;
    final List<Window> windows;
    final double unit;
    final int third;
    int done;

    Walk(BacktestCase of, List<Window> windows, double[] edges) {
      this.of = of;
      this.windows = windows;
      double size = size(of);
      unit = size > 0 ? size : 1;
      third = size <= edges[0] ? 0 : size <= edges[1] ? 1 : 2;
    }

    /** When the next window is cut off; null when all are done. */
    LocalDateTime next() {
      return done == windows.size() ? null : of.series().timeOf(windows.get(done).cutOff());
    }

    boolean isDue(LocalDateTime end) {
      LocalDateTime next = next();
      return next != null && next.isBefore(end);
    }
  }

  /**
   * Runs it.
   *
   * @param progress told the share of windows done, percent, after each
   * @return the bands as they were said, then calibrated
   */
  public Map<String, Found> run(List<BacktestCase> cases, IntConsumer progress) {
    List<BacktestCase> warm = new ArrayList<>();
    for (BacktestCase each : cases) {
      int from = each.testFrom() - WARM_UP_DAYS * each.series().stepsPerDay();
      if (from > 0) {
        warm.add(new BacktestCase(each.series(), from, each.testEnd()));
      }
    }
    double[] edges = edges(warm);
    List<Walk> walks = new ArrayList<>();
    warm.forEach(each -> walks.add(new Walk(each, protocol.blocks(each).get(0).windows(), edges)));
    int total = walks.stream().mapToInt(walk -> walk.windows.size()).sum();
    Found raw = Found.empty();
    Found corrected = Found.empty();
    int done = 0;
    while (done < total) {
      LocalDateTime end =
          walks.stream()
              .map(Walk::next)
              .filter(Objects::nonNull)
              .min(Comparator.naturalOrder())
              .orElseThrow()
              .plusDays(DAYS_BETWEEN_LEARNING);
      List<Walk> due = walks.stream().filter(walk -> walk.isDue(end)).toList();
      model.learn(
          due.stream()
              .map(walk -> new Past(walk.of.series(), walk.windows.get(walk.done).cutOff()))
              .toList(),
          due.get(0).windows.get(due.get(0).done));
      for (Walk walk : due) {
        while (walk.isDue(end)) {
          forecast(walk, raw, corrected);
          progress.accept((int) (100L * ++done / total));
        }
      }
    }
    Map<String, Found> found = new LinkedHashMap<>();
    found.put(model.name(), raw);
    found.put(calibrated.name(), corrected);
    return found;
  }

  private void forecast(Walk walk, Found raw, Found corrected) {
    Window window = walk.windows.get(walk.done++);
    Past past = new Past(walk.of.series(), window.cutOff());
    Forecast said = model.forecast(past, window.first(), window.steps());
    tally(walk, window, said, raw);
    tally(walk, window, calibrated.correct(past, window.first(), said), corrected);
  }

  private void tally(Walk walk, Window window, Forecast forecast, Found found) {
    RegularSeries series = walk.of.series();
    int counted = walk.of.testFrom() + WARM_UP_DAYS * series.stepsPerDay();
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
              found.bySize().get(walk.third),
              found.bySeries().computeIfAbsent(name, key -> new Tally()),
              found.bySeriesMonth().computeIfAbsent(name + '|' + month, key -> new Tally()))) {
        tally.add(truth, forecast, step, walk.unit);
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
